import { PHASES } from "../../domain/rules/custody.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedEntry, FollowedRefusal, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";
import { entryToColumns } from "./entry-columns.ts";
import { oneOf } from "../one-of.ts";
import type { Database } from "../open-database.ts";
import {
  flag,
  type CasesTable,
  type EntriesTable,
  type KeysTable,
  type ParticipantsTable,
  type RefusalsTable,
  type ShipmentsTable,
  type SuccessorsTable,
} from "./tables.ts";

/** The shipments among `ids` that are known, as followed. */
export async function readFollowedShipments(
  db: Database,
  ids: readonly ShipmentId[],
): Promise<Map<ShipmentId, FollowedShipment>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("shipments")
    .selectAll()
    .where(oneOf(db.reader, "id", ids))
    .execute();
  return new Map(rows.map((row) => [row.id, rowToShipment(row)]));
}

/** The cases among `holds` that were opened, as followed. */
export async function readFollowedCases(
  db: Database,
  holds: readonly EntryHash[],
): Promise<Map<EntryHash, FollowedCase>> {
  if (holds.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("cases")
    .selectAll()
    .where(oneOf(db.reader, "hold", holds))
    .execute();
  return new Map(rows.map((row) => [row.hold, rowToCase(row)]));
}

/** The cases ever opened on `shipments`, as followed, oldest first. */
export async function readCasesOn(
  db: Database,
  shipments: readonly ShipmentId[],
): Promise<Map<EntryHash, FollowedCase>> {
  if (shipments.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("cases")
    .selectAll()
    .where(oneOf(db.reader, "shipment", shipments))
    .orderBy("opened_at")
    .orderBy("hold")
    .execute();
  return new Map(rows.map((row) => [row.hold, rowToCase(row)]));
}

/** Corrections of `entries` that are recorded. */
export async function readSuccessors(db: Database, entries: readonly EntryHash[]): Promise<SuccessorsTable[]> {
  if (entries.length === 0) return [];
  return db.reader
    .selectFrom("successors")
    .selectAll()
    .where(oneOf(db.reader, "entry", entries))
    .execute();
}

/** All participants with their keys, by number. */
export async function readParticipants(db: Database): Promise<Participant[]> {
  const participants = await db.reader.selectFrom("participants").selectAll().orderBy("id").execute();
  const keys = Map.groupBy(
    await db.reader.selectFrom("keys").selectAll().orderBy("valid_from").execute(),
    (key) => key.participant,
  );
  return participants.map((row) => ({
    id: row.id,
    name: row.name,
    roles: row.roles,
    jurisdiction: row.jurisdiction,
    suspended: row.suspended !== 0,
    keys: (keys.get(row.id) ?? []).map((key) => ({
      address: key.address,
      validFrom: key.valid_from,
      validUntil: key.valid_until,
    })),
  }));
}

export function participantToRows(participant: Participant): {
  participant: ParticipantsTable;
  keys: KeysTable[];
} {
  const { id, name, roles, jurisdiction, suspended } = participant;
  return {
    participant: { id, name, roles, jurisdiction, suspended: flag(suspended) },
    keys: participant.keys.map((key) => ({
      address: key.address,
      participant: id,
      valid_from: key.validFrom,
      valid_until: key.validUntil,
    })),
  };
}

export function entryToRow(followed: FollowedEntry): EntriesTable {
  return {
    hash: followed.hash,
    position: followed.position,
    sequence: followed.sequence,
    ...entryToColumns(followed.entry),
    previous: followed.entry.previous,
    signature: followed.signature,
    block: followed.block,
    recorded_at: followed.recordedAt,
    transaction_hash: followed.transactionHash,
  };
}

export function refusalToRow(refusal: FollowedRefusal): RefusalsTable {
  return {
    position: refusal.position,
    hash: refusal.hash,
    shipment: refusal.entry.shipment,
    kind: refusal.entry.kind,
    author: refusal.entry.author,
    code: refusal.failure.code,
    facts: toJsonText(refusal.failure.facts),
    block: refusal.block,
    transaction_hash: refusal.transactionHash,
  };
}

export function shipmentToRow(id: ShipmentId, shipment: FollowedShipment): ShipmentsTable {
  const { custody } = shipment;
  return {
    id,
    head: shipment.head,
    custodian: custody.custodian,
    consignor: custody.consignor,
    offered_to: custody.offeredTo,
    sequence: custody.sequence,
    contents: custody.contents,
    open_cases: custody.openCases,
    open_remedies: custody.openRemedies,
    height: custody.height,
    phase: PHASES.indexOf(custody.phase),
    container: shipment.container,
    began_at: shipment.beganAt,
    updated_at: shipment.updatedAt,
    updated_position: shipment.updatedPosition,
  };
}

export function rowToShipment(row: ShipmentsTable): FollowedShipment {
  return {
    head: row.head,
    custody: {
      custodian: row.custodian,
      consignor: row.consignor,
      offeredTo: row.offered_to,
      sequence: row.sequence,
      contents: row.contents,
      openCases: row.open_cases,
      openRemedies: row.open_remedies,
      height: row.height,
      phase: PHASES[row.phase] ?? "Unknown",
    },
    container: row.container,
    beganAt: row.began_at,
    updatedAt: row.updated_at,
    updatedPosition: row.updated_position,
  };
}

export function caseToRow(hold: EntryHash, followed: FollowedCase): CasesTable {
  const { customsCase } = followed;
  return {
    hold,
    shipment: followed.shipment,
    agency: customsCase.agency,
    custodian: customsCase.custodian,
    notified: flag(customsCase.notified),
    contested: flag(customsCase.contested),
    seized: flag(customsCase.seized),
    closed: flag(customsCase.closed),
    opened_at: followed.openedAt,
    notified_at: followed.notifiedAt,
    closed_at: followed.closedAt,
  };
}

export function rowToCase(row: CasesTable): FollowedCase {
  return {
    shipment: row.shipment,
    customsCase: {
      agency: row.agency,
      custodian: row.custodian,
      notified: row.notified !== 0,
      contested: row.contested !== 0,
      seized: row.seized !== 0,
      closed: row.closed !== 0,
    },
    openedAt: row.opened_at,
    notifiedAt: row.notified_at,
    closedAt: row.closed_at,
  };
}
