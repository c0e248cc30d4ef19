import type { Bytes32, EntryHash } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";

/** What is left of an erased payload. */
export interface Erasure {
  readonly entry: EntryHash;
  readonly commitment: Bytes32;
  /** Unix seconds. */
  readonly erasedAt: number;
}

/**
 * Erases an entry's payload, its seed and its summary for good; the ledger and the commitment stay. Only its author
 * may. Repeating it changes nothing and gives the time of the first erasure.
 *
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`, `NotAuthorOfPayload`.
 */
export declare function erasePayload(reading: Reading, caller: Caller, entry: EntryHash): Promise<Erasure>;
