import type { Bytes32 } from "../../domain/entry.ts";

/** The last block of a judged history. */
export interface JudgedBlock {
  readonly number: number;
  readonly hash: Bytes32;
}

/** Audits the ledger's history step by step for a witness. */
export interface Examiner {
  /** The last judged block; the history up to it is sound. `null` before the first block. */
  readonly judged: JudgedBlock | null;
  /**
   * Judges the next blocks, for a few seconds at most.
   *
   * @param to height of the last block to judge.
   * @returns the last judged block.
   * @throws HistoryUnsound
   */
  advance(to: number): Promise<JudgedBlock>;
  /** Starts again from the first block, because a judged block is no longer on the chain. */
  rewind(): Promise<void>;
}
