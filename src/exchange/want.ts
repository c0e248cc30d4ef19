import { WantAnswerSchema, WantSchema, type WantAnswerItem, type WantItem } from "../api/exchange.ts";
import type { Bytes32 } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { requireAnswerTo, unrelated } from "./answer.ts";
import { requireCurrent } from "./expiry.ts";
import { membersDigest } from "./members-digest.ts";
import { defineMessage } from "./message.ts";
import { shapeReader } from "./read-item.ts";
import { defineStatement, PARTY_FIELDS } from "./statement.ts";

export type Want = WantItem["statement"];
export type WantAnswer = WantAnswerItem["statement"];

/** A request for the payloads of entries, of a shipment, or of a range of blocks. */
export const WANT = defineMessage(
  shapeReader(WantSchema),
  defineStatement(
    "Want",
    { ...PARTY_FIELDS, nonce: "bytes32", expires: "uint40", subject: "bytes32" },
    ({ subject, ...want }: Want) => ({ ...want, subject: membersDigest(subject) }),
  ),
  ({ subject, expires }, now) => {
    requireCurrent(expires, now);
    if ("blocks" in subject && subject.blocks.from > subject.blocks.to)
      throw new PortolanError("ExchangeItemInvalid", { problem: "its range of blocks ends before it begins" });
  },
);

/** The outcome for each wanted entry. The parcels are sent beside it, each as an item. */
export const WANT_ANSWER = defineMessage(
  shapeReader(WantAnswerSchema),
  defineStatement(
    "WantAnswer",
    { ...PARTY_FIELDS, request: "bytes32", height: "uint64", items: "bytes32" },
    ({ items, next, ...answer }: WantAnswer) => ({ ...answer, items: membersDigest({ items, next }) }),
  ),
);

/**
 * Checks that an admitted answer is one to this want: one item for each entry, and no other entries than those asked for.
 *
 * @param id Digest of the want's statement.
 * @throws ExchangeAnswerUnrelated
 */
export function requireWantAnswer(want: Want, id: Bytes32, answer: WantAnswer): void {
  requireAnswerTo(want, id, answer);
  const answered = new Set(answer.items.map(({ entry }) => entry));
  if (answered.size !== answer.items.length) throw unrelated(answer, "it has two items for one entry");
  const asked = "entries" in want.subject ? new Set(want.subject.entries) : answered;
  if (![...answered].every((entry) => asked.has(entry)))
    throw unrelated(answer, "it has an entry that was not asked for");
}
