import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

/** What Portolan reads of a block. */
export interface BlockHeader {
  readonly number: number;
  readonly hash: Bytes32;
  readonly parentHash: Bytes32;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly stateRoot: Bytes32;
  readonly gasLimit: number;
  readonly gasUsed: number;
  /** Wei per gas (EIP-1559); absent on a chain without. */
  readonly baseFeePerGas?: bigint;
  /** Under QBFT the validators and their seals. */
  readonly extraData: Hex;
}

/**
 * Reads a block as JSON-RPC gives it.
 *
 * @param method What was asked, for the error.
 * @throws ChainAnsweredNonsense
 */
export function jsonToBlockHeader(rpc: Rpc, method: string, value: unknown): BlockHeader {
  const fields = answerFields(rpc, method, value);
  return {
    number: fields.quantity("number"),
    hash: fields.bytes("hash", 32),
    parentHash: fields.bytes("parentHash", 32),
    timestamp: fields.quantity("timestamp"),
    stateRoot: fields.bytes("stateRoot", 32),
    gasLimit: fields.quantity("gasLimit"),
    gasUsed: fields.quantity("gasUsed"),
    ...(fields.has("baseFeePerGas") ? { baseFeePerGas: fields.bigQuantity("baseFeePerGas") } : {}),
    extraData: fields.bytes("extraData"),
  };
}
