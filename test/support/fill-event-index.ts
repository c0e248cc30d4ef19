import { OPEN_END } from "../../src/domain/audience/entitlement.ts";
import { sql } from "kysely";
import { bulkInsert } from "../../src/store/query/bulk-insert.ts";
import { indexEvents } from "../../src/store/epcis/events.ts";
import { transaction } from "../../src/store/transaction.ts";
import { toJsonText } from "../../src/domain/encoding/json-text.ts";

/** Events of a filled index. */
export const EVENTS = 17_000;

const hash = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as const;

/**
 * Indexes enough recorded events of participant 1 to fill several windows of a search. Every third event has the
 * business step `common`; the others have the disposition `often`; every thousandth is marked `odd`.
 */
export const fillEventIndex = transaction(import.meta.url, "fillEventIndex", async (tx) => {
  const ids = Array.from({ length: EVENTS }, (_, index) => index + 1);
  await bulkInsert(
    tx,
    "payloads",
    ids.map((id) => ({
      commitment: hash(id),
      body: toJsonText({ id }),
      seed: hash(id),
      disclosure: null,
      view: 3,
      summary: toJsonText({}),
      countries: "",
      author: 1,
      erased_at: null,
    })),
  );
  await indexEvents(
    tx,
    ids.map((id) => ({
      id,
      key: String(id),
      eventID: `urn:x:${id}`,
      context: toJsonText([]),
      // In a different order from the recording.
      eventTime: ((id * 7_919) % EVENTS) * 1_000,
      author: 1,
      commitment: hash(id),
      terms: [
        ["type", "ObjectEvent"],
        ["bizStep", id % 3 === 0 ? "common" : "other"],
        ["disposition", id % 3 === 1 ? "often" : "seldom"],
        ...(id % 1_000 === 0 ? ([["mark", "odd"]] as const) : []),
      ],
      numbers: [["weight", id % 7]],
    })),
  );
  await bulkInsert(tx, "entitlements", [
    {
      shipment: hash(0),
      reader: 1,
      rule: "consignor",
      since_position: 0,
      from_position: 0,
      until_position: OPEN_END,
    },
  ]);
  await bulkInsert(
    tx,
    "epcis_carriers",
    ids.map((id) => ({ position: id, event: id, shipment: hash(0), found: id })),
  );
  await sql`update epcis_events set found = id, recorded_at_ms = 1000 * id`.execute(tx);
});
