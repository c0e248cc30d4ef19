import { DigestAnswerSchema, DigestSchema, type DigestAnswerItem, type DigestItem } from "../api/exchange.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { requireAnswerTo, unrelated } from "./answer.ts";
import { requireCurrent } from "./expiry.ts";
import { membersDigest } from "./members-digest.ts";
import { defineMessage } from "./message.ts";
import { shapeReader } from "./read-item.ts";
import { defineStatement, PARTY_FIELDS } from "./statement.ts";

export type Digest = DigestItem["statement"];
export type DigestAnswer = DigestAnswerItem["statement"];

/** What a member holds over ranges of blocks, of the entries that one of both may read. */
export const DIGEST = defineMessage(
  shapeReader(DigestSchema),
  defineStatement(
    "Digest",
    { ...PARTY_FIELDS, nonce: "bytes32", expires: "uint40", reader: "uint32", ranges: "bytes32" },
    ({ ranges, ...digest }: Digest) => ({ ...digest, ranges: membersDigest({ ranges }) }),
  ),
  ({ sender, recipient, reader, ranges, expires }, now) => {
    requireCurrent(expires, now);
    if (reader !== sender && reader !== recipient)
      throw new PortolanError("ExchangeItemInvalid", { problem: "its reader is neither sender nor recipient" });
    if (ranges.some(({ from, to }) => from > to))
      throw new PortolanError("ExchangeItemInvalid", { problem: "a range of blocks ends before it begins" });
  },
);

/** What the other member holds over the same ranges. */
export const DIGEST_ANSWER = defineMessage(
  shapeReader(DigestAnswerSchema),
  defineStatement(
    "DigestAnswer",
    { ...PARTY_FIELDS, request: "bytes32", height: "uint64", reader: "uint32", ranges: "bytes32" },
    ({ ranges, ...answer }: DigestAnswer) => ({ ...answer, ranges: membersDigest({ ranges }) }),
  ),
);

/**
 * Checks that an admitted answer is about the reader and the ranges of this digest, in its order.
 *
 * @param id Digest of the request's statement.
 * @throws ExchangeAnswerUnrelated
 */
export function requireDigestAnswer(digest: Digest, id: Bytes32, answer: DigestAnswer): void {
  requireAnswerTo(digest, id, answer);
  const isSame =
    answer.reader === digest.reader &&
    answer.ranges.length === digest.ranges.length &&
    answer.ranges.every(({ from, to }, index) => {
      const asked = digest.ranges[index];
      return from === asked?.from && to === asked.to;
    });
  if (!isSame) throw unrelated(answer, "it is about another reader or other ranges");
}
