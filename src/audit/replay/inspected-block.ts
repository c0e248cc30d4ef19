import type { Bytes32, Entry, EntryHash, Hex } from "../../domain/entry.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import type { Fault } from "./fault.ts";

/** Signer of an entry, as far as the signature alone shows. */
export type Signer =
  /** An account, recovered from the signature. */
  | { readonly by: "account"; readonly key: Hex }
  /** A wallet contract (ERC-1271) that must confirm `signature`. */
  | { readonly by: "wallet"; readonly key: Hex; readonly signature: Hex }
  | { readonly by: "nobody" };

/** Members of both ledger events that are known without the ledger's state. */
interface Inspected {
  /** Its place among all logs of the block. */
  readonly logIndex: number;
  readonly entry: Entry;
  /** As computed from the entry's fields. */
  readonly hash: EntryHash;
  readonly signer: Signer;
}

export interface InspectedRecord extends Inspected {
  readonly event: "EntryRecorded";
  readonly sequence: number;
  /** See entry-digests.ts. */
  readonly authorship: Hex;
  /** Only where it was asked for. */
  readonly recording?: Hex;
}

export interface InspectedRefusal extends Inspected {
  readonly event: "EntryRefused";
  /** ABI-encoded error. */
  readonly reason: Hex;
}

export type InspectedEvent = InspectedRecord | InspectedRefusal | ConsortiumEvent;

/** A block with matching header and receipts, and its events of both contracts. */
export interface InspectedBlock {
  readonly number: number;
  /** That of the header, as the chain takes it; where it is not, `faults` says so. */
  readonly hash: Bytes32;
  readonly parentHash: Bytes32;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly stateRoot: Bytes32;
  /** In the order of the logs. */
  readonly events: readonly InspectedEvent[];
  /** Faults of the block itself, independent of earlier blocks. */
  readonly faults: readonly Fault[];
}
