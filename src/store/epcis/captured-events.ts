import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray, JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { carrierSeen } from "./visible-events.ts";
import { readerParameters, type Visibility } from "../access/visibility.ts";

/** An event that was captured earlier. */
export interface CapturedRecord {
  readonly key: string;
  readonly author: ParticipantId;
  /** Canonical JSON; null once erased. */
  readonly body: JsonText<JsonObject> | null;
  /** The entries of the `@context` of its document and of its own, without the standard's. */
  readonly context: JsonText<JsonArray>;
}

const captured = statement<CapturedRecord>(
  `select ev.key, ev.author, ev.context, p.body from epcis_events ev
   join payloads p on p.commitment = ev.commitment and p.author = ev.author
   where substr(ev.event_id, 1, 200) = substr(?4, 1, 200) and ev.event_id = ?4
     and (ev.author = ?1 or exists (select 1 from epcis_carriers c where c.event = ev.id and ${carrierSeen("c")}))`,
);

/**
 * The events with this eventID that a participant may see: its own, and those of recorded entries that it may read.
 */
export function readCapturedEvents(db: Database, visibility: Visibility, eventID: string): Promise<CapturedRecord[]> {
  return captured(db, [...readerParameters(visibility), eventID]);
}

const entriesOfEvent = statement<{ shipment: ShipmentId; entry: EntryHash }>(
  `select c.shipment, e.hash as entry from epcis_events ev
   join epcis_carriers c on c.event = ev.id join entries e on e.position = c.position
   where ev.key = ?1 order by c.position`,
);

/** The recorded entries that carry the event with this key. */
export function readEntriesOfEvent(db: Database, key: string): Promise<{ shipment: ShipmentId; entry: EntryHash }[]> {
  return entriesOfEvent(db, [key]);
}

const inside = statement<{ id: ShipmentId }>(
  `select distinct s.id from entries e join shipments s on s.id = e.shipment
   where e.refers_to = ?1 and e.kind in (${KINDS.Load}, ${KINDS.Unload}) and s.container = ?1`,
);

/** The units directly inside a unit. */
export async function readInside(db: Database, unit: ShipmentId): Promise<ShipmentId[]> {
  return (await inside(db, [unit])).map(({ id }) => id);
}

/** The shipments among `ids` with accepted, unsettled entries, whose stored state will therefore change. */
export async function findUnsettled(db: Database, ids: readonly ShipmentId[]): Promise<Set<ShipmentId>> {
  if (ids.length === 0) return new Set();
  const rows = await db.reader
    .selectFrom("submissions")
    .select("shipment")
    .distinct()
    .where("state", "=", "accepted")
    .where(oneOf(db.reader, "shipment", ids))
    .execute();
  return new Set(rows.map(({ shipment }) => shipment));
}
