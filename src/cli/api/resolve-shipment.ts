import { publicUrl } from "../../domain/encoding/public-url.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import type { Page } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import type { ApiClient } from "./api-client.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * Finds the id of a shipment by its id or a business identifier. Chooses the newest of several shipments with the same
 * identifier.
 *
 * @throws GatewayRefused if the caller may read no such shipment.
 */
export async function resolveShipment(client: ApiClient, shipment: string): Promise<ShipmentId> {
  const digits = /^0x([0-9a-fA-F]{64})$/.exec(shipment)?.[1];
  if (digits !== undefined) return `0x${digits.toLowerCase()}`;
  const { items } = await client.get<Page<ShipmentView>>("/v1/shipments", { identifier: shipment });
  const [newest] = items;
  if (newest !== undefined) return newest.id;
  // For an unknown identifier the gateway answers with an error, not with an empty list.
  throw new PortolanError("GatewayAnswerUnexpected", { url: publicUrl(client.url), problem: "a list without items" });
}
