import type { ShipmentId } from "../../domain/entry.ts";
import type { Page } from "../../gateway/read/page.ts";
import type { ShipmentView } from "../../gateway/read/shipment-view.ts";
import type { ApiClient } from "./api-client.ts";

/**
 * The id of the shipment that somebody means by its id or by a business identifier; under an identifier that several
 * shipments had over time, the newest.
 *
 * @throws GatewayRefused when there is none that the caller may read.
 */
export async function resolveShipment(client: ApiClient, shipment: string): Promise<ShipmentId> {
  if (/^0x[0-9a-fA-F]{64}$/.test(shipment)) return shipment.toLowerCase() as ShipmentId;
  // An identifier that names none is refused, so that there is a first item.
  const { items } = (await client.get("/v1/shipments", { identifier: shipment })) as Page<ShipmentView>;
  return (items[0] as ShipmentView).id;
}
