/** Logs of one block at most: far more than its gas allows. */
const LOGS = 2 ** 20;

/** The place of a log in the chain as one number, exact up to block 2^33: orders entries as the chain does. */
export function positionOf(block: number, logIndex: number): number {
  return block * LOGS + logIndex;
}

/** The place of a log among those of its block, from {@link positionOf}. */
export function logIndexOf(position: number): number {
  return position % LOGS;
}
