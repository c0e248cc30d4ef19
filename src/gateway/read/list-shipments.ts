import type { Phase } from "../../domain/custody.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { Page, PageRequest } from "./page.ts";
import type { Reading } from "./reading.ts";
import type { ShipmentView } from "./shipment-view.ts";

/** Which shipments are wanted: those that meet every condition given. */
export interface ShipmentFilter {
  readonly custodian?: ParticipantId;
  /** Who is party to it. */
  readonly participant?: ParticipantId;
  readonly phase?: Phase;
  /** Whether a customs case is open on it. */
  readonly held?: boolean;
  /** Beginning of the canonical URI; matches only shipments of which the caller reads everything. */
  readonly identifierPrefix?: string;
  /** Unix seconds; the last entry was recorded then or later. */
  readonly updatedSince?: number;
  /** Unix seconds; the last entry was recorded earlier. */
  readonly updatedBefore?: number;
}

/** Shipments, the most recently changed first. */
export declare function listShipments(
  reading: Reading,
  caller: Caller,
  filter: ShipmentFilter,
  page: PageRequest,
): Promise<Page<ShipmentView>>;
