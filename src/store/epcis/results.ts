import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray, JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import { Parameters } from "./conditions.ts";
import { carrierSeen } from "./visible-events.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { readerParameters, type Visibility } from "../access/visibility.ts";

/** A stored captured event. */
export interface EventRecord {
  readonly id: number;
  readonly eventID: string;
  /** Canonical JSON. */
  readonly body: JsonText<JsonObject>;
  readonly context: JsonText<JsonArray>;
  readonly author: ParticipantId;
  readonly commitment: Bytes32;
  /** The time from which searches find the event, in Unix milliseconds. */
  readonly recordedAtMs: number;
}

/** An entry that carries an event. */
export interface CarrierRecord {
  readonly event: number;
  readonly entry: EntryHash;
  readonly shipment: ShipmentId;
  readonly author: ParticipantId;
}

/** These events, unordered. The caller found them by a search and so may read them. */
export async function readEvents(db: Database, ids: readonly number[]): Promise<EventRecord[]> {
  const parameters = new Parameters(db.dialect, []);
  const events = statement<EventRecord>(
    `select ev.id, ev.event_id as "eventID", p.body, ev.context, ev.author, ev.commitment, ev.recorded_at_ms as "recordedAtMs"
    from epcis_events ev join payloads p on p.commitment = ev.commitment and p.author = ev.author
    where ev.id in ${parameters.numbers(ids)} and p.body is not null`,
  );
  return events(db, parameters.values);
}

/** The recorded entries that carry these events and that the caller reads. */
export async function readCarriers(
  db: Database,
  visibility: Visibility,
  events: readonly number[],
): Promise<CarrierRecord[]> {
  const parameters = new Parameters(db.dialect, readerParameters(visibility));
  const carriers = statement<CarrierRecord>(
    `select c.event, e.hash as entry, c.shipment, e.author from epcis_carriers c join entries e on e.position = c.position
    join epcis_events ev on ev.id = c.event
    where c.event in ${parameters.numbers(events)} and ${carrierSeen("c")}
    order by c.position`,
  );
  return carriers(db, parameters.values);
}
