import type { Bytes32 } from "../../domain/entry.ts";

/** A block up to which history was judged. */
export interface JudgedBlock {
  readonly number: number;
  readonly hash: Bytes32;
}

/** Judges the ledger's history block by block, as the audit does, and remembers how far it is. */
export interface Examiner {
  /** The last block that is judged; everything up to it is sound. `null` before the first. */
  readonly judged: JudgedBlock | null;
  /**
   * Judges what comes next: at most up to this height, and no longer than a few seconds at a time.
   *
   * @returns the last block that is judged then.
   * @throws HistoryUnsound
   */
  advance(to: number): Promise<JudgedBlock>;
  /** Begins again where nothing was signed yet: blocks that were judged are no longer in the chain. */
  rewind(): Promise<void>;
}
