import type { Hex } from "../domain/entry.ts";
import { answerFields } from "../rpc/answer-fields.ts";
import type { Rpc } from "../rpc/json-rpc-client.ts";

const METHOD = "eth_signTransaction";

/**
 * Requests the signature of a transaction from a Web3Signer.
 *
 * @param request parameter of `eth_signTransaction`, with nonce and fees.
 * @returns the signed transaction, unchecked; `acceptSignedTransaction` checks it.
 */
export async function signRemoteTransaction(rpc: Rpc, request: Readonly<Record<string, string>>): Promise<Hex> {
  return answerFields(rpc, METHOD, { result: await rpc.request(METHOD, [request]) }).bytes("result");
}
