import { bytesOf } from "../domain/encoding/hex.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { rlp, rlpNumber } from "./rlp.ts";

/** The fields of a header in their order; from `baseFeePerGas` on each is there from some fork on. */
const FIELDS = [
  ["parentHash", 32],
  ["sha3Uncles", 32],
  ["miner", 20],
  ["stateRoot", 32],
  ["transactionsRoot", 32],
  ["receiptsRoot", 32],
  ["logsBloom", 256],
  ["difficulty", "number"],
  ["number", "number"],
  ["gasLimit", "number"],
  ["gasUsed", "number"],
  ["timestamp", "number"],
  ["extraData", "bytes"],
  ["mixHash", 32],
  ["nonce", 8],
  ["baseFeePerGas", "number"],
  ["withdrawalsRoot", 32],
  ["blobGasUsed", "number"],
  ["excessBlobGas", "number"],
  ["parentBeaconBlockRoot", 32],
  ["requestsHash", 32],
] as const;

const ALWAYS = 15;

/** What JSON-RPC calls the fields, in the order of the header. */
export const HEADER_FIELDS: readonly string[] = FIELDS.map(([field]) => field);

/**
 * The RLP of a block's header, from the block as JSON-RPC gives it (`eth_getBlockByNumber`). Whether the block's hash
 * follows from it is for the reader to check.
 *
 * @param method What was asked, for the error.
 * @throws ChainAnswerInvalid
 */
export function jsonToHeaderRlp(rpc: Rpc, method: string, value: unknown): Uint8Array {
  const answer = answerFields(rpc, method, value);
  return rlp(
    FIELDS.filter(([field], index) => index < ALWAYS || answer.has(field)).map(([field, form]) => {
      if (form === "number") return rlpNumber(answer.bigQuantity(field));
      return bytesOf(answer.bytes(field, form === "bytes" ? undefined : form));
    }),
  );
}
