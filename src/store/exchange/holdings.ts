import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** An entry with what this gateway holds of its payload. */
export interface EntryHolding {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly position: number;
  readonly author: ParticipantId;
  readonly commitment: Bytes32;
  /** 0 where nothing is held. */
  readonly view: ViewNumber;
  /** Canonical JSON of the held members. */
  readonly body: JsonText<JsonObject> | null;
}

/** A held identity of a shipment. */
export interface IdentityHolding {
  readonly shipment: ShipmentId;
  /** Canonical URI. */
  readonly identifier: string;
}

const entries = statement<EntryHolding>(
  `select e.hash, e.shipment, e.position, e.author, e.commitment, coalesce(p.view, 0) as view, p.body
   from entries e left join payloads p on p.commitment = e.commitment
   where e.position > ?1 order by e.position limit ?2`,
);

const identities = statement<IdentityHolding>(
  "select shipment, identifier from identities where shipment in (select id from shipments) order by shipment limit ?1",
);

/** The followed entries after a position, in order, with what is held of their payloads. */
export const readEntryHoldings = (db: Database, after: number, limit: number): Promise<EntryHolding[]> =>
  entries(db, [after, limit]);

/** The held identities of recorded shipments. */
export const readIdentityHoldings = (db: Database, limit: number): Promise<IdentityHolding[]> =>
  identities(db, [limit]);
