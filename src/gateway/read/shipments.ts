import { MAX_PAGE, type Page, type PageRequest } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import { ZERO_BYTES32, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import { PHASES, type Phase } from "../../domain/rules/custody.ts";
import {
  findShipmentRecords,
  listShipmentRecords,
  readShipmentRecord,
  type ShipmentRecord,
} from "../../store/chain/shipments.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { readWalkedPage } from "./page.ts";
import { referenceOrNull } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";

/** A stored shipment as answers show it. */
export function viewShipment(reading: ReadContext, record: ShipmentRecord): ShipmentView {
  const { directory } = reading;
  const isWhole = record.whole === 1;
  return {
    id: record.id,
    identifier: isWhole ? record.identifier : null,
    blind: isWhole ? record.blind : null,
    head: record.head,
    sequence: record.sequence,
    phase: PHASES[record.phase] ?? "Unknown",
    custodian: referenceOrNull(directory, record.custodian),
    consignor: referenceOrNull(directory, record.consignor),
    offeredTo: referenceOrNull(directory, record.offeredTo),
    held: record.openCases > 0,
    openCases: record.openCases,
    openRemedies: record.openRemedies,
    contents: record.contents,
    container: record.container === ZERO_BYTES32 ? null : record.container,
    beganAt: record.beganAt,
    updatedAt: record.updatedAt,
    access: isWhole ? "full" : "facts",
  };
}

/**
 * One shipment.
 *
 * @throws PortolanError `ShipmentUnknown` when it does not exist for the caller.
 */
export async function readShipment(reading: ReadContext, caller: Caller, id: ShipmentId): Promise<ShipmentView> {
  const record = await readShipmentRecord(reading.db, visibilityOf(caller), id);
  if (record === undefined) throw new PortolanError("ShipmentUnknown", { shipment: id });
  return viewShipment(reading, record);
}

/**
 * The shipments under a business identifier in any of its notations, those that began last first: one number may name
 * several shipments over time. Only those are found of which the caller reads everything, {@link MAX_PAGE} at most.
 *
 * @throws PortolanError `ShipmentUnknown` when none is found; the `Identifier…` errors when it is no identifier.
 */
export async function findShipments(reading: ReadContext, caller: Caller, identifier: string): Promise<ShipmentView[]> {
  const { uri } = shipmentIdentifier(identifier);
  const records = await findShipmentRecords(reading.db, visibilityOf(caller), uri, MAX_PAGE);
  if (records.length === 0) throw new PortolanError("ShipmentUnknown", { shipment: identifier });
  return records.map((record) => viewShipment(reading, record));
}

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
  reading: ReadContext,
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
