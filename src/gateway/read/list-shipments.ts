import type { Phase } from "../../domain/rules/custody.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { listShipmentRecords } from "../../store/chain/shipments.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { readWalkedPage } from "./page.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import type { Reading } from "./reading.ts";
import { viewShipment } from "./shipment-view.ts";

/** Which shipments are wanted: those that meet every condition given. */
export interface ShipmentFilter {
  readonly custodian?: ParticipantId | undefined;
  /** Who is party to it. */
  readonly participant?: ParticipantId | undefined;
  readonly phase?: Phase | undefined;
  /** Whether a customs case is open on it. */
  readonly held?: boolean | undefined;
  /** Beginning of the canonical URI; finds only shipments of which the caller reads everything. */
  readonly identifierPrefix?: string | undefined;
  /** Unix seconds; the last entry was recorded then or later. */
  readonly updatedSince?: number | undefined;
  /** Unix seconds; the last entry was recorded earlier. */
  readonly updatedBefore?: number | undefined;
}

/**
 * Shipments, the last changed first. Going through all pages gives every shipment that did not change meanwhile exactly
 * once; one that changed moves before the first page, where a new list with `updatedSince` finds it.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export function listShipments(
  reading: Reading,
  caller: Caller,
  filter: ShipmentFilter,
  page: PageRequest,
): Promise<Page<ShipmentView>> {
  const visibility = visibilityOf(caller);
  return readWalkedPage(
    { name: "shipments", key: "number" },
    page,
    (before, limit) => listShipmentRecords(reading.db, visibility, filter, before, limit),
    (record) => viewShipment(reading, record),
  );
}
