import type { Bytes32, Hex } from "../domain/entry.ts";

/** Where in the chain a log is. */
export interface LogPosition {
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
  readonly transactionHash: Bytes32;
  readonly transactionIndex: number;
  /** Its place among all logs of the block. */
  readonly logIndex: number;
}

/** A log as a node hands it out (`eth_getLogs`, `eth_getTransactionReceipt`), with its quantities as numbers. */
export interface ChainLog extends LogPosition {
  /** The contract that emitted it, lower-case. */
  readonly address: Hex;
  readonly topics: readonly Bytes32[];
  readonly data: Hex;
}

/** The position alone, for what is read out of a log. */
export function positionOf(log: ChainLog): LogPosition {
  const { blockNumber, blockHash, transactionHash, transactionIndex, logIndex } = log;
  return { blockNumber, blockHash, transactionHash, transactionIndex, logIndex };
}
