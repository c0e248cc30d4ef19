import type { ShipmentId } from "../../domain/entry.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import { kindOf, type Kind } from "../../domain/rules/kind.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** An entry whose EPCIS event means more than the ledger allowed. */
export interface Discrepancy {
  /** Of the entry. */
  readonly position: number;
  /** What the event means. */
  readonly meant: Kind;
  /** Why the entry has another kind or another time than the event. */
  readonly failure: Failure;
}

// Carriers are forgotten when their payload is erased, and with them what the event meant.
const ofShipment = statement<{ position: number; meant: number; discrepancy: JsonText<Failure> }>(
  `select e.position, j.meant, j.discrepancy from entries e
   join epcis_carriers c on c.position = e.position
   join epcis_job_entries j on j.submission = c.submission
   where e.shipment = ?1 and e.sequence <= ?2 and j.discrepancy is not null order by e.sequence`,
);

/** The discrepancies among the first `count` entries of a shipment, in order. The caller checks who may read them. */
export async function readDiscrepancies(db: Database, shipment: ShipmentId, count: number): Promise<Discrepancy[]> {
  const rows = await ofShipment(db, [shipment, count]);
  return rows.map(({ position, meant, discrepancy }) => ({
    position,
    meant: kindOf(meant),
    failure: fromJsonText(discrepancy),
  }));
}
