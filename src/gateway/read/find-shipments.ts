import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";
import type { ShipmentView } from "./shipment-view.ts";

/**
 * The shipments under a business identifier, in any of its notations, newest first: one number may name several
 * shipments over time. Only those are found of which the caller reads everything.
 *
 * @throws PortolanError of src/domain/identifiers when it is no identifier; `ShipmentUnknown` when none is found.
 */
export declare function findShipments(reading: Reading, caller: Caller, identifier: string): Promise<ShipmentView[]>;
