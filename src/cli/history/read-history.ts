import type { ShipmentId } from "../../domain/entry.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";
import type { ApiClient } from "../api/api-client.ts";
import { listAll } from "../api/list-all.ts";

/** Far more than a shipment has; a gateway that tells of more is not believed. */
const MAX_ENTRIES = 100_000;
const LARGEST_PAGE = 200;

/** Every entry of a shipment that the gateway tells of, oldest first. */
export async function readHistory(client: ApiClient, shipment: ShipmentId): Promise<EntryView[]> {
  const path = `/v1/shipments/${shipment}/entries`;
  return (await listAll<EntryView>(client, path, { limit: LARGEST_PAGE }, MAX_ENTRIES)).reverse();
}
