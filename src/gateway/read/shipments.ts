import { MAX_PAGE, type Page, type PageRequest } from "../../api/page.ts";
import type { ShipmentView } from "../../api/shipment.ts";
import { warned } from "../../api/warning.ts";
import { ZERO_BYTES32, type ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import { PHASES } from "../../domain/rules/custody.ts";
import {
  findShipmentRecords,
  listShipmentRecords,
  readShipmentRecord,
  type ShipmentRecord,
  type ShipmentFilter,
} from "../../store/chain/shipments.ts";
import { checkDigitWarning } from "../record/draft-warnings.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { readWalkedPage } from "./page.ts";
import { referenceOrNull } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";

/** Converts a stored shipment for an answer. */
export function viewShipment(reading: ReadContext, record: ShipmentRecord): ShipmentView {
  const { directory } = reading;
  const isIdentified = record.identified === 1;
  const wrong =
    isIdentified && record.identifier !== null ? checkDigitWarning(record.identifier, "/identifier") : undefined;
  return {
    id: record.id,
    identifier: isIdentified ? record.identifier : null,
    blind: isIdentified ? record.blind : null,
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
    access: isIdentified ? "full" : "facts",
    ...(wrong && warned([wrong])),
  };
}

/**
 * Reads one shipment.
 *
 * @throws PortolanError `ShipmentUnknown` if it does not exist for the caller.
 */
export async function readShipment(reading: ReadContext, caller: Caller, id: ShipmentId): Promise<ShipmentView> {
  const record = await readShipmentRecord(reading.db, visibilityOf(caller), id);
  if (record === undefined) throw new PortolanError("ShipmentUnknown", { shipment: id });
  return viewShipment(reading, record);
}

/**
 * Finds the shipments with a business identifier in any notation, the last begun first: one identifier may name several
 * shipments over time. Finds at most {@link MAX_PAGE} shipments, and only those whose identifiers the caller may read.
 *
 * @throws PortolanError `ShipmentUnknown` without a result; the `Identifier…` errors for an invalid identifier.
 */
export async function findShipments(reading: ReadContext, caller: Caller, identifier: string): Promise<ShipmentView[]> {
  const { uri } = shipmentIdentifier(identifier);
  const records = await findShipmentRecords(reading.db, visibilityOf(caller), uri, MAX_PAGE);
  if (records.length === 0) throw new PortolanError("ShipmentUnknown", { shipment: identifier });
  return records.map((record) => viewShipment(reading, record));
}

/**
 * Lists shipments, the last changed first. All pages together contain each unchanged shipment exactly once. A shipment
 * that changes during the reading moves before the first page, where a new list with `updatedSince` finds it.
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
    reading.db,
    { name: "shipments", key: "number" },
    page,
    (before, limit) => listShipmentRecords(reading.db, visibility, filter, before, limit),
    (record) => viewShipment(reading, record),
  );
}
