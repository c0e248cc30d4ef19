import type { Entry, UnlinkedEntry } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement, type Parameter } from "../query/statement.ts";
import type { EntryColumns } from "./tables.ts";

/** SQL: the fields of the entry `e`, with their names in the domain. */
export const ENTRY_COLUMNS = `e.shipment, e.previous, e.kind, e.author, e.counterparty, e.refers_to as "refersTo",
  e.occurred_at as "occurredAt", e.commitment`;

type EntryRow<Rest> = Omit<Rest & Entry, keyof Entry> & { readonly entry: Entry };

/** A {@link statement} that selects {@link ENTRY_COLUMNS} and gives them as the member `entry` of each row. */
export function entryStatement<Rest>(
  text: string,
): (db: Database, parameters: readonly Parameter[]) => Promise<EntryRow<Rest>[]> {
  const rows = statement<Rest & Entry>(text);
  return async (db, parameters) => (await rows(db, parameters)).map(gatherEntry);
}

/** Gives the fields of an entry in a row as its member `entry`. */
export function gatherEntry<Row extends Entry>(row: Row) {
  const { shipment, previous, kind, author, counterparty, refersTo, occurredAt, commitment, ...rest } = row;
  return { ...rest, entry: { shipment, previous, kind, author, counterparty, refersTo, occurredAt, commitment } };
}

export function entryFromColumns(row: EntryColumns): UnlinkedEntry {
  return {
    shipment: row.shipment,
    kind: row.kind,
    author: row.author,
    counterparty: row.counterparty,
    refersTo: row.refers_to,
    occurredAt: row.occurred_at,
    commitment: row.commitment,
  };
}

export function entryToColumns(entry: UnlinkedEntry): EntryColumns {
  return {
    shipment: entry.shipment,
    kind: entry.kind,
    author: entry.author,
    counterparty: entry.counterparty,
    refers_to: entry.refersTo,
    occurred_at: entry.occurredAt,
    commitment: entry.commitment,
  };
}
