import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import type { WantedTable } from "./tables.ts";

/** What is known about a wanted entry. */
export type WantedRow = Pick<WantedTable, "entry" | "since_ms" | "answer">;

const ofShipment = statement<WantedRow>(
  `select w.entry, w.since_ms, w.answer from entries e join exchange_wanted w on w.entry = e.hash
   where e.shipment = ?1 order by e.position`,
);

const ofEntry = statement<WantedRow>("select entry, since_ms, answer from exchange_wanted where entry = ?1");

/** The wanted entries of a shipment. The caller checks the right to read them. */
export const readWantedOfShipment = (db: Database, shipment: ShipmentId): Promise<WantedRow[]> =>
  ofShipment(db, [shipment]);

/** The wanted entry; `undefined` when it is not wanted. */
export async function readWantedEntry(db: Database, entry: EntryHash): Promise<WantedRow | undefined> {
  return (await ofEntry(db, [entry]))[0];
}
