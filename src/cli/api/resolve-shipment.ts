import type { ShipmentId } from "../../domain/entry.ts";
import type { Page } from "../../gateway/read/page.ts";
import type { ShipmentView } from "../../gateway/read/shipment-view.ts";
import type { ApiClient } from "./api-client.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/**
 * The id of the shipment that somebody means by its id or by a business identifier; under an identifier that several
 * shipments had over time, the newest.
 *
 * @throws GatewayRefused when there is none that the caller may read.
 */
export async function resolveShipment(client: ApiClient, shipment: string): Promise<ShipmentId> {
  const digits = /^0x([0-9a-fA-F]{64})$/.exec(shipment)?.[1];
  if (digits !== undefined) return `0x${digits.toLowerCase()}`;
  const { items } = await client.get<Page<ShipmentView>>("/v1/shipments", { identifier: shipment });
  const [newest] = items;
  if (newest !== undefined) return newest.id;
  // A gateway refuses an identifier that names no shipment.
  throw new PortolanError("GatewayAnswerUnexpected", { url: client.url, problem: "a list without items" });
}
