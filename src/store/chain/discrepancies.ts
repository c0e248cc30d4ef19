import type { ShipmentId } from "../../domain/entry.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import { kindOf, type Kind } from "../../domain/rules/kind.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** An entry of another kind or time than its EPCIS event, because the ledger did not allow the event's. */
export interface Discrepancy {
  /** Position of the entry. */
  readonly position: number;
  /** The kind that the event means. */
  readonly meant: Kind;
  /** The reason why the entry has another kind or time than the event. */
  readonly failure: Failure;
}

// Erasing a payload deletes its carriers, and with them the kind that the event means.
const ofShipment = statement<{ position: number; meant: number; discrepancy: JsonText<Failure> }>(
  `select e.position, j.meant, j.discrepancy from entries e
   join epcis_carriers c on c.position = e.position
   join attempts a on a.hash = e.hash join epcis_job_entries j on j.submission = a.submission
   where e.shipment = ?1 and e.sequence <= ?2 and j.discrepancy is not null order by e.sequence`,
);

/**
 * The discrepancies among the first `count` entries of a shipment, in chain order. The caller checks the right to read
 * them.
 */
export async function readDiscrepancies(db: Database, shipment: ShipmentId, count: number): Promise<Discrepancy[]> {
  const rows = await ofShipment(db, [shipment, count]);
  return rows.map(({ position, meant, discrepancy }) => ({
    position,
    meant: kindOf(meant),
    failure: fromJsonText(discrepancy),
  }));
}
