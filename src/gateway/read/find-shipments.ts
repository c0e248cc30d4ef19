import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import { findShipmentRecords } from "../../store/chain/shipments.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { MAX_PAGE } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Reading } from "./reading.ts";
import { viewShipment } from "./shipment-view.ts";

/**
 * The shipments under a business identifier in any of its notations, those that began last first: one number may name
 * several shipments over time. Only those are found of which the caller reads everything, {@link MAX_PAGE} at most.
 *
 * @throws PortolanError `ShipmentUnknown` when none is found; the `Identifier…` errors when it is no identifier.
 */
export async function findShipments(reading: Reading, caller: Caller, identifier: string): Promise<ShipmentView[]> {
  const { uri } = shipmentIdentifier(identifier);
  const records = await findShipmentRecords(reading.db, visibilityOf(caller), uri, MAX_PAGE);
  if (records.length === 0) throw new PortolanError("ShipmentUnknown", { shipment: identifier });
  return records.map((record) => viewShipment(reading, record));
}
