import type { ShipmentId } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { CaseView } from "./case-view.ts";
import type { Reading } from "./reading.ts";

/**
 * Every customs case of a shipment, oldest first.
 *
 * @throws PortolanError `ShipmentUnknown` when the shipment does not exist for the caller.
 */
export declare function listCases(reading: Reading, caller: Caller, shipment: ShipmentId): Promise<CaseView[]>;
