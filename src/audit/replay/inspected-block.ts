import type { Act } from "../../domain/cooperation/act.ts";
import type { Bytes32, Entry, EntryHash, Hex } from "../../domain/entry.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import type { DirectoryLog } from "../../ledger/directory-log.ts";
import type { Fault } from "./fault.ts";

/** Signer of an entry, determined only from its signature. */
export type InspectedSigner =
  /** An account, recovered from the signature. */
  | { readonly by: "account"; readonly key: Hex }
  /** A wallet contract (ERC-1271) that must confirm `signature`. */
  | { readonly by: "wallet"; readonly key: Hex; readonly signature: Hex }
  | { readonly by: "nobody" };

/** Members of both ledger events that do not depend on the ledger's state. */
interface InspectedEntry {
  /** Index of the log in the block. */
  readonly logIndex: number;
  readonly entry: Entry;
  /** Hash computed from the entry's fields. */
  readonly hash: EntryHash;
  readonly signer: InspectedSigner;
}

export interface InspectedRecord extends InspectedEntry {
  readonly event: "EntryRecorded";
  readonly sequence: number;
  /** Digest of {@link authorshipDigest}. */
  readonly authorship: Hex;
  /** Digest of `recordingDigest`, at the depth `recordings`. */
  readonly recording?: Hex;
}

export interface InspectedRefusal extends InspectedEntry {
  readonly event: "EntryRefused";
  /** ABI-encoded error. */
  readonly reason: Hex;
}

/** Members of both events of the ledger of cooperation that do not depend on its state. */
interface InspectedActParts {
  /** Index of the log in the block. */
  readonly logIndex: number;
  readonly act: Act;
  /** Hash computed from the act's fields. */
  readonly hash: EntryHash;
  readonly signer: InspectedSigner;
}

export interface InspectedActRecord extends InspectedActParts {
  readonly event: "ActRecorded";
  readonly sequence: number;
}

export interface InspectedActRefusal extends InspectedActParts {
  readonly event: "ActRefused";
  /** ABI-encoded error. */
  readonly reason: Hex;
}

export type InspectedAct = InspectedActRecord | InspectedActRefusal;

/** An event of the directory of members. */
export type InspectedChange = DirectoryLog & {
  /** Digest computed from the change's fields; that of the log for a stop, which is unsigned. */
  readonly hash: Bytes32;
  readonly signer: InspectedSigner;
};

export type InspectedEvent = InspectedRecord | InspectedRefusal | InspectedAct | InspectedChange | ConsortiumEvent;

/** A block with matching header and receipts, and its events of the contracts. */
export interface InspectedBlock {
  readonly number: number;
  /** Hash according to the node. `faults` has a fault if it does not match the header. */
  readonly hash: Bytes32;
  readonly parentHash: Bytes32;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly stateRoot: Bytes32;
  /** Events in the order of the logs. */
  readonly events: readonly InspectedEvent[];
  /** Faults of the block itself, independent of earlier blocks. */
  readonly faults: readonly Fault[];
}
