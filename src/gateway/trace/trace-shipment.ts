import type { ShipmentId } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "../read/reading.ts";
import type { Trace } from "./trace.ts";

/** What a trace includes and when it calls a silence a finding. */
export interface TraceOptions {
  /** Whether the timeline also has the entries of the units that it was inside of, while it was. */
  readonly merged?: boolean;
  /** Seconds; 86,400 when absent. */
  readonly offerAfter?: number;
  /** Seconds; 259,200 when absent. */
  readonly gapAfter?: number;
}

/**
 * Where a shipment came from, who held it when, what customs found, and what is missing.
 *
 * @throws PortolanError `ShipmentUnknown` when it does not exist for the caller; `TraceUnsettled` when the chain was
 * reorganised under it again and again.
 */
export declare function traceShipment(
  reading: Reading,
  caller: Caller,
  id: ShipmentId,
  options?: TraceOptions,
): Promise<Trace>;
