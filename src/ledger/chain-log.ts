import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/** The position of a log in the chain. */
export interface LogPosition {
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
  readonly transactionHash: Bytes32;
  readonly transactionIndex: number;
  /** Index among all logs of the block. */
  readonly logIndex: number;
}

/** A log as a node hands it out (`eth_getLogs`, `eth_getTransactionReceipt`), with its quantities as numbers. */
export interface ChainLog extends LogPosition {
  /** The contract that emitted it, lower-case. */
  readonly address: Hex;
  readonly topics: readonly Bytes32[];
  readonly data: Hex;
}

/** The position of a log without its contents. */
export function positionOf(log: ChainLog): LogPosition {
  const { blockNumber, blockHash, transactionHash, transactionIndex, logIndex } = log;
  return { blockNumber, blockHash, transactionHash, transactionIndex, logIndex };
}

const TOPIC = /^0x[0-9a-f]{64}$/;

/**
 * Reads a log from a JSON-RPC answer, and refuses a log of a pending or removed block.
 *
 * @param method The called method, for the error.
 * @param before The previous log of the answer, whose texts of contract and block this log shares where they are equal.
 * @throws ChainAnswerInvalid
 */
export function jsonToLog(rpc: Rpc, method: string, value: unknown, before?: ChainLog): ChainLog {
  const fields = answerFields(rpc, method, value);
  const topics = fields.array("topics");
  const isTopic = (topic: unknown): topic is Bytes32 => typeof topic === "string" && TOPIC.test(topic);
  if (!topics.every(isTopic)) throw rpc.invalidAnswer(method, "a topic is not 32 bytes of lower-case hexadecimal");
  if (fields.isTrue("removed"))
    throw rpc.invalidAnswer(method, "it has a log of a block that is no longer in the chain");
  return {
    address: fields.bytes("address", 20, before?.address),
    topics,
    data: fields.bytes("data"),
    blockNumber: fields.quantity("blockNumber"),
    blockHash: fields.bytes("blockHash", 32, before?.blockHash),
    transactionHash: fields.bytes("transactionHash", 32, before?.transactionHash),
    transactionIndex: fields.quantity("transactionIndex"),
    logIndex: fields.quantity("logIndex"),
  };
}
