import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readShipmentRecord } from "../../store/chain/shipments.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";
import { viewShipment } from "./shipment-view.ts";
import type { ShipmentView } from "../../api/shipment.ts";

/**
 * One shipment.
 *
 * @throws PortolanError `ShipmentUnknown` when it does not exist for the caller.
 */
export async function readShipment(reading: Reading, caller: Caller, id: ShipmentId): Promise<ShipmentView> {
  const record = await readShipmentRecord(reading.db, visibilityOf(caller), id);
  if (record === undefined) throw new PortolanError("ShipmentUnknown", { shipment: id });
  return viewShipment(reading, record);
}
