import type { EntryHash } from "../../domain/entry.ts";

/** What an audit can find wrong: each code with what it means. */
export const FAULTS = {
  ChainChanged: "The chain or the contract is another than the one that was audited first.",
  HistoryRewritten: "A block that an earlier audit found in the chain is no longer in it.",
  BlockHashWrong: "The hash that the node tells of a block is not that of the block's header.",
  BlockNotChained: "A block does not name the block before it as its parent.",
  BlockOutOfTime: "A block is dated before the block before it.",
  ReceiptsNotInBlock: "The receipts that the node gives are not those that the block commits to.",
  LogMalformed: "A log of the contracts is not the encoding of one of their events.",
  RegistryEventImpossible: "The registry could not have emitted this event after those before it.",
  EntryHashWrong: "The hash in the log is not that of the entry's fields.",
  EntryMalformed: "The entry has not the form that its kind asks for.",
  EntryFromFuture: "The entry claims to have occurred after the time of its block.",
  EntryNotChained: "The entry does not follow the shipment's entry before it.",
  SequenceWrong: "The sequence number in the log is not that of the entry.",
  SignatureInvalid: "The signature is nobody's.",
  KeyNotAuthorised: "The key that signed was not a valid key of the author at the time of the block.",
  WalletDenies: "The wallet contract in whose name it was signed does not confirm the signature.",
  AuthorNotActive: "The author was not enrolled, or suspended.",
  RuleBroken: "The rules of the ledger do not allow the entry.",
  CorrectedEntryUnknown: "The author corrects what is no entry of its own on this shipment.",
  RefusalUnfounded: "The entry was refused, and the rules allow it.",
  RefusalMisnamed: "The entry was refused for another reason than the rules give.",
  CodeUnexpected: "The contract's code is not that of this version of Portolan.",
  StorageDiffers: "The contract's storage does not hold what the log leads to.",
  StorageUnexplained: "The contract's storage holds something that no log leads to.",
  NodesDiffer: "Two nodes tell different things of one block.",
  WitnessContradicted: "A witness signed another block of this height than the node has.",
  SplitView: "Witnesses signed different blocks of one height: two histories were shown.",
  ForkWitnessed: "A witness keeps the proof that a block which it signed was replaced by another.",
  GatewayShipmentMissing: "The gateway does not have a shipment that the chain has.",
  GatewayShipmentInvented: "The gateway tells of a shipment that the chain does not have.",
  GatewayShipmentDiffers: "The gateway says of a shipment what the chain does not.",
  GatewayEntryMissing: "The gateway leaves out an entry of a shipment.",
  GatewayEntryInvented: "The gateway tells of an entry that the chain does not have.",
  GatewayEntryDiffers: "The gateway says of an entry what the chain does not.",
  GatewayPayloadDiffers: "The payload that the gateway gives is not the one that the entry commits to.",
  GatewayTraceDiffers: "The gateway's trace of a shipment does not follow from its entries.",
} as const;

export type FaultCode = keyof typeof FAULTS;

/** One thing that is not as it should be: a value, since an audit goes on after it. */
export interface Fault {
  readonly code: FaultCode;
  /** Height of the block; `null` where it is about no block. */
  readonly block: number | null;
  /** The entry, by the hash of its fields; `null` where it is about none. */
  readonly entry: EntryHash | null;
  /** What it is about beside block and entry, such as a shipment, a slot or a node; empty where nothing is to be added. */
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}
