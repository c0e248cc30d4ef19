import type { EntryHash } from "../../domain/entry.ts";

/** Faults that an audit can report, each with its meaning. */
export const FAULTS = {
  ChainChanged: "The chain or the contract differs from the one of the first audit.",
  HistoryRewritten: "A block from an earlier audit is no longer in the chain.",
  BlockHashWrong: "The node gives a block hash that does not match the block's header.",
  BlockNotChained: "A block does not name the previous block as its parent.",
  BlockOutOfTime: "A block has an earlier time than its parent.",
  ReceiptsNotInBlock: "The node gives receipts that do not match the receipts root of the block.",
  LogMalformed: "A log of the contracts does not encode one of their events.",
  RegistryEventImpossible: "The registry could not have emitted this event after its earlier events.",
  DirectoryEventImpossible: "The directory could not have emitted this event after its earlier events.",
  EntryHashWrong: "The hash in the log does not match the entry's fields.",
  EntryMalformed: "The entry's fields do not fit its kind.",
  EntryFromFuture: "The entry gives a time of occurrence after the time of its block.",
  EntryNotChained:
    "The entry does not refer to the previous entry of its shipment, or the act to the previous act of its matter.",
  SequenceWrong: "The sequence number in the log does not match the entry's place in the history.",
  SignatureInvalid: "The signature does not belong to any key.",
  KeyNotAuthorised: "The author had no such valid key at the time of the block.",
  WalletDenies: "The wallet contract does not confirm the signature in its name.",
  AuthorNotActive: "The author was not enrolled, or was suspended.",
  RuleBroken: "The rules of the ledger do not allow the entry.",
  CorrectedEntryUnknown: "The author has no such entry on this shipment to correct.",
  RefusalUnfounded: "The contract refused an entry that the rules allow.",
  RefusalMisnamed: "The contract refused the entry for a reason that does not match the rules.",
  CodeUnexpected: "The contract's code does not belong to this version of Portolan.",
  StorageDiffers: "The contract's storage does not match the result of the log.",
  StorageUnexplained: "The contract's storage holds a value that does not result from the log.",
  NodesDiffer: "Two nodes give different content for one block.",
  WitnessContradicted: "A witness signed a different block at this height than the node has.",
  SplitView: "Witnesses signed different blocks at one height: the chain has two histories.",
  ForkWitnessed: "A witness holds proof that another block replaced one that it signed.",
  GatewayShipmentMissing: "The gateway lacks a shipment that is on the chain.",
  GatewayShipmentInvented: "The gateway has a shipment that is not on the chain.",
  GatewayShipmentDiffers: "The gateway's answer about a shipment does not match the chain.",
  GatewayEntryMissing: "The gateway lacks an entry of a shipment.",
  GatewayEntryInvented: "The gateway has an entry that is not on the chain.",
  GatewayEntryDiffers: "The gateway's answer about an entry does not match the chain.",
  GatewayPayloadDiffers: "The gateway's payload does not match the entry's commitment.",
  HoldingsFalse: "A member signed a digest of payloads that fits no entries of the chain.",
  GatewayTraceDiffers: "The gateway's trace of a shipment does not match its entries.",
} as const;

export type FaultCode = keyof typeof FAULTS;

/** A fault of the ledger, a node, a witness or a gateway. The audit continues after it. */
export interface Fault {
  readonly code: FaultCode;
  /** Height of the block; `null` for a fault outside a block. */
  readonly block: number | null;
  /** Hash of the entry; `null` for a fault outside an entry. */
  readonly entry: EntryHash | null;
  /** Further location, such as a shipment, a storage slot or a node; may be empty. */
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}
