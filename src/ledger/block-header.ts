import type { Bytes32, Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

const HASH = /^0x[0-9a-fA-F]{64}$/;

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
  /** Hashes of its transactions, in order. */
  readonly transactions: readonly Bytes32[];
}

/**
 * Reads a block as JSON-RPC gives it.
 *
 * @param method What was asked, for the error.
 * @throws ChainAnswerInvalid
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
    transactions: fields.array("transactions").map((hash) => {
      if (typeof hash !== "string" || !HASH.test(hash))
        throw rpc.invalidAnswer(method, "its transactions are not hashes");
      return hash.toLowerCase() as Bytes32;
    }),
  };
}
