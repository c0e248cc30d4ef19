import type { Bytes32 } from "../domain/entry.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { SignedTransaction } from "./relay-transaction.ts";

const METHOD = "eth_sendRawTransaction";

/**
 * Hands a signed transaction to the node, once: whether to send it again is for whoever knows what became of it.
 *
 * @throws ChainAnswerInvalid also when the node names it by another hash.
 */
export async function sendRawTransaction(rpc: Rpc, { raw, hash }: SignedTransaction): Promise<Bytes32> {
  const result = await rpc.request(METHOD, [raw]);
  if (answerFields(rpc, METHOD, { result }).bytes("result", 32) !== hash)
    throw rpc.invalidAnswer(METHOD, "it is not the hash of the transaction");
  return hash;
}
