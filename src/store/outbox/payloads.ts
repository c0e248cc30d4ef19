import type { Bytes32, ParticipantId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import { numberOf, type ViewNumber } from "../access/visibility.ts";
import { askToErase } from "../exchange/ask-to-erase.ts";
import { forgetEvents } from "../epcis/events.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";

/** A stored payload, or the held part of one; body, seed and disclosure are null once erased. */
export interface PayloadRecord {
  /** Canonical JSON. */
  readonly body: JsonText<JsonObject> | null;
  /** Null also for a part of a payload, which has a disclosure. */
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  /** How much is held. */
  readonly held: ViewNumber;
  readonly erasedAt: number | null;
}

/** The view of a payload of which nothing is left. */
const ERASED = numberOf("facts");

const byCommitment = statement<PayloadRecord>(
  `select body, seed, disclosure, view as held, erased_at as "erasedAt" from payloads where commitment = ?1 and author = ?2`,
);

/** The payload with this commitment by this author, or `undefined` when the gateway never had it. */
export async function readPayload(
  db: Database,
  commitment: Bytes32,
  author: ParticipantId,
): Promise<PayloadRecord | undefined> {
  return (await byCommitment(db, [commitment, author]))[0];
}

/**
 * Erases body, seed, summary and the indexed EPCIS event, unless that was done before. The commitment stays, and the
 * countries, whose customs may still read the shipment. Every member with another gateway that got the payload, or may
 * have got it, is owed a request to erase it, too.
 *
 * @param now Unix seconds.
 */
export const erasePayloadRecord = transaction(
  import.meta.url,
  "erasePayloadRecord",
  async (tx, commitment: Bytes32, author: ParticipantId, now: number) => {
    await tx
      .updateTable("payloads")
      .set({ body: null, seed: null, disclosure: null, view: ERASED, summary: null, erased_at: now })
      .where("commitment", "=", commitment)
      .where("author", "=", author)
      .where("erased_at", "is", null)
      .execute();
    await forgetEvents(tx, commitment, author);
    await askToErase(tx, commitment, author, now);
  },
);
