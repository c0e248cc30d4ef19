import type { ShipmentId } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";
import type { ShipmentView } from "./shipment-view.ts";

/**
 * One shipment.
 *
 * @throws PortolanError `ShipmentUnknown` when it does not exist for the caller.
 */
export declare function readShipment(reading: Reading, caller: Caller, id: ShipmentId): Promise<ShipmentView>;
