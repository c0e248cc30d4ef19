import type { Act, MatterId, UnlinkedAct } from "./cooperation/act.ts";
import type { Entry, ShipmentId, UnlinkedEntry } from "./entry.ts";

/** What a participant signs in one of the two ledgers: an entry about a shipment, or an act in a matter. */
export type Statement = Entry | Act;

export type UnlinkedStatement = UnlinkedEntry | UnlinkedAct;

export function isAct(statement: Statement): statement is Act;
export function isAct(statement: UnlinkedStatement): statement is UnlinkedAct;
export function isAct(statement: UnlinkedStatement): statement is UnlinkedAct {
  return "matter" in statement;
}

/** The shipment or the matter whose hash chain a statement belongs to. */
export function chainOf(statement: UnlinkedStatement): ShipmentId | MatterId {
  return isAct(statement) ? statement.matter : statement.shipment;
}
