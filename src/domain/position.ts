/** Upper limit of logs in one block, far above the number that its gas allows. */
const LOGS = 2 ** 20;

/** The place of a log in the chain as one number, which orders entries as the chain does. Exact up to block 2^33. */
export function positionOf(block: number, logIndex: number): number {
  return block * LOGS + logIndex;
}

/** The number of a log's block, from its {@link positionOf}. */
export function blockOf(position: number): number {
  return Math.floor(position / LOGS);
}

/** The index of a log in its block, from its {@link positionOf}. */
export function logIndexOf(position: number): number {
  return position % LOGS;
}
