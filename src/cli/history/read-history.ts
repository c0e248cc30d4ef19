import type { ShipmentId } from "../../domain/entry.ts";
import type { EntryView } from "../../api/entry.ts";
import { MAX_PAGE } from "../../api/page.ts";
import type { ApiClient } from "../api/api-client.ts";
import { listAll } from "../api/list-all.ts";

/** Largest number of entries to read: far more than a shipment has. */
const MAX_ENTRIES = 100_000;

/** Reads the entries of a shipment from the gateway, oldest first. */
export async function readHistory(client: ApiClient, shipment: ShipmentId): Promise<EntryView[]> {
  const path = `/v1/shipments/${shipment}/entries`;
  return (await listAll<EntryView>(client, path, { limit: MAX_PAGE }, MAX_ENTRIES)).reverse();
}
