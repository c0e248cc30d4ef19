import {
  ErasureAnswerSchema,
  ErasureRequestSchema,
  type ErasureAnswerItem,
  type ErasureRequestItem,
} from "../api/exchange.ts";
import type { Bytes32, Entry } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { requireAnswerTo, unrelated } from "./answer.ts";
import { membersDigest } from "./members-digest.ts";
import { defineMessage } from "./message.ts";
import { shapeReader } from "./read-item.ts";
import { defineStatement, PARTY_FIELDS } from "./statement.ts";

export type ErasureRequest = ErasureRequestItem["statement"];
export type ErasureAnswer = ErasureAnswerItem["statement"];

/**
 * A request of the author of an entry to erase its payload. It has no nonce and does not expire: the same request has
 * the same id and effect, and holds for payloads that are delivered later.
 */
export const ERASURE_REQUEST = defineMessage(
  shapeReader(ErasureRequestSchema),
  defineStatement(
    "ErasureRequest",
    { ...PARTY_FIELDS, entry: "bytes32", erasedAt: "uint40", ground: "string" },
    (request: ErasureRequest) => request,
  ),
);

/** The attestation that the payload is erased, or a refusal with its ground and its end (Unix seconds). */
export const ERASURE_ANSWER = defineMessage(
  shapeReader(ErasureAnswerSchema),
  defineStatement(
    "ErasureAnswer",
    { ...PARTY_FIELDS, request: "bytes32", height: "uint64", entry: "bytes32", result: "bytes32" },
    ({ result, ...answer }: ErasureAnswer) => ({ ...answer, result: membersDigest(result) }),
  ),
);

/** Checks that the sender of an admitted request is the author of the entry. @throws NotAuthorOfPayload */
export function requireAuthor({ sender, entry: hash }: ErasureRequest, { author }: Entry): void {
  if (author !== sender) throw new PortolanError("NotAuthorOfPayload", { entry: hash, author });
}

/**
 * Checks that an admitted answer is about the entry of this request.
 *
 * @param id Digest of the request's statement.
 * @throws ExchangeAnswerUnrelated
 */
export function requireErasureAnswer(request: ErasureRequest, id: Bytes32, answer: ErasureAnswer): void {
  requireAnswerTo(request, id, answer);
  if (answer.entry !== request.entry) throw unrelated(answer, "it is about another entry");
}
