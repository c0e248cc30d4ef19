import type { WantedPayload } from "../../api/entry.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import { readWantedEntry, readWantedOfShipment, type WantedRow } from "../../store/exchange/wanted.ts";
import type { ReadContext } from "./read-context.ts";

/** What the gateway asks other members for, of a shipment's entries. Empty without other members. */
export async function readWantedPayloads(
  { db }: Pick<ReadContext, "db">,
  shipment: ShipmentId,
): Promise<ReadonlyMap<EntryHash, WantedPayload>> {
  const rows = await readWantedOfShipment(db, shipment);
  return new Map(rows.map((row) => [row.entry, viewWanted(row)]));
}

/** What the gateway asks other members for, of an entry; `undefined` when it asks for nothing. */
export async function readWantedPayload(
  { db }: Pick<ReadContext, "db">,
  entry: EntryHash,
): Promise<WantedPayload | undefined> {
  const row = await readWantedEntry(db, entry);
  return row && viewWanted(row);
}

function viewWanted({ since_ms: sinceMs, answer }: WantedRow): WantedPayload {
  const since = Math.floor(sinceMs / 1000);
  return answer === null ? { since, state: "awaited" } : { since, ...fromJsonText(answer) };
}
