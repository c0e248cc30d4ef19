import { PortolanError } from "../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonObject } from "../domain/encoding/json.ts";

/** The kind of the server; the first word of its error codes. */
export type RpcPeer = "Chain" | "Signer";

interface SentRequest {
  readonly id: number;
  readonly method: string;
}

/** Largest number of characters that an error repeats of the server's message. */
const MAX_MESSAGE = 500;

/** Largest number of characters of an error's data: more than a Solidity error has in hexadecimal. */
const MAX_DATA = 4096;

/**
 * Reads the results of an answer, in the order of the requests.
 *
 * @throws ChainAnsweredError for the first request that failed; ChainAnswerInvalid if the answers do not match
 * the requests (for a signer: SignerAnsweredError, SignerAnswerInvalid).
 */
export function readAnswer(
  peer: RpcPeer,
  requests: readonly SentRequest[],
  answer: unknown,
  asBatch: boolean,
): unknown[] {
  const methods = [...new Set(requests.map(({ method }) => method))].join(", ");
  const invalid = (problem: string) => new PortolanError(`${peer}AnswerInvalid`, { method: methods, problem });

  if (Array.isArray(answer) !== asBatch) {
    // A server may refuse a whole batch with one error.
    const error = isJsonObject(answer) ? answer["error"] : undefined;
    if (isJsonObject(error)) throw answeredError(peer, methods, error);
    throw invalid(asBatch ? "it is not a list" : "it is a list");
  }
  // An error that the node could not match to a call has no id.
  if (isJsonObject(answer) && answer["id"] === null && isJsonObject(answer["error"]))
    throw answeredError(peer, methods, answer["error"]);
  const byId = new Map<unknown, JsonObject>();
  for (const item of Array.isArray(answer) ? answer : [answer]) {
    if (!isJsonObject(item)) throw invalid("it is not an object");
    if (byId.has(item["id"])) throw invalid("it answers one call twice");
    byId.set(item["id"], item);
  }
  if (byId.size !== requests.length) throw invalid(`it has ${byId.size} answers to ${requests.length} calls`);
  return requests.map(({ id, method }) => {
    const item = byId.get(id);
    if (item === undefined) throw invalid("it lacks the answer to one of the calls");
    if (isJsonObject(item["error"])) throw answeredError(peer, method, item["error"]);
    if (!("result" in item)) throw invalid("it has neither a result nor an error");
    return item["result"];
  });
}

function answeredError(peer: RpcPeer, method: string, error: JsonObject): PortolanError {
  const { code, message, data } = error;
  return new PortolanError(`${peer}AnsweredError`, {
    method,
    errorCode: typeof code === "number" ? code : 0,
    message: typeof message === "string" ? message.slice(0, MAX_MESSAGE) : "no message",
    data: dataOf(data),
  });
}

/** Besu and Geth give the bytes of a revert themselves, Hardhat an object around them. */
function dataOf(data: unknown): string {
  const inner = isJsonObject(data) ? data["data"] : data;
  return typeof inner === "string" ? inner.slice(0, MAX_DATA) : "";
}
