import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Statement } from "./statement.ts";

/** A statement that answers a request, which its digest names. */
export interface Answer extends Statement {
  readonly request: Bytes32;
}

/**
 * Checks that an admitted answer is one to this request, from the member to which it was sent.
 *
 * @param id Digest of the request's statement.
 * @throws ExchangeAnswerUnrelated
 */
export function requireAnswerTo(request: Statement, id: Bytes32, answer: Answer): void {
  if (answer.request !== id) throw unrelated(answer, "it answers another request");
  if (answer.sender !== request.recipient) throw unrelated(answer, "another participant was asked");
}

export function unrelated({ sender }: Statement, problem: string): PortolanError {
  return new PortolanError("ExchangeAnswerUnrelated", { sender, problem });
}
