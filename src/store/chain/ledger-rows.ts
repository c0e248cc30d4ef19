import type { Selectable } from "kysely";
import { PHASES } from "../../domain/rules/custody.ts";
import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedEntry, FollowedRefusal, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";
import { oneOf } from "../one-of.ts";
import type { Database } from "../open-database.ts";
import type {
  CasesTable,
  EntriesTable,
  KeysTable,
  ParticipantsTable,
  RefusalsTable,
  ShipmentsTable,
} from "../schema.ts";

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
  return new Map(rows.map((row) => [row.id as Hex, rowToShipment(row)]));
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
  return new Map(rows.map((row) => [row.hold as Hex, rowToCase(row)]));
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
  return new Map(rows.map((row) => [row.hold as Hex, rowToCase(row)]));
}

/** Corrections of `entries` that are recorded. */
export async function readSuccessors(
  db: Database,
  entries: readonly EntryHash[],
): Promise<{ shipment: ShipmentId; author: ParticipantId; entry: EntryHash; successor: EntryHash }[]> {
  if (entries.length === 0) return [];
  const rows = await db.reader
    .selectFrom("successors")
    .selectAll()
    .where(oneOf(db.reader, "entry", entries))
    .execute();
  return rows as { shipment: Hex; author: number; entry: Hex; successor: Hex }[];
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
      address: key.address as Hex,
      validFrom: key.valid_from,
      validUntil: key.valid_until,
    })),
  }));
}

export function participantToRows(participant: Participant): {
  participant: Selectable<ParticipantsTable>;
  keys: Selectable<KeysTable>[];
} {
  const { id, name, roles, jurisdiction, suspended } = participant;
  return {
    participant: { id, name, roles, jurisdiction, suspended: Number(suspended) },
    keys: participant.keys.map((key) => ({
      address: key.address,
      participant: id,
      valid_from: key.validFrom,
      valid_until: key.validUntil,
    })),
  };
}

export function entryToRow(followed: FollowedEntry): Selectable<EntriesTable> {
  const { entry } = followed;
  return {
    hash: followed.hash,
    position: followed.position,
    shipment: entry.shipment,
    sequence: followed.sequence,
    previous: entry.previous,
    kind: entry.kind,
    author: entry.author,
    counterparty: entry.counterparty,
    refers_to: entry.refersTo,
    occurred_at: entry.occurredAt,
    commitment: entry.commitment,
    signature: followed.signature,
    block: followed.block,
    recorded_at: followed.recordedAt,
    transaction_hash: followed.transactionHash,
  };
}

export function rowToEntry(row: Selectable<EntriesTable>): FollowedEntry {
  return {
    hash: row.hash as Hex,
    position: row.position,
    sequence: row.sequence,
    entry: {
      shipment: row.shipment as Hex,
      previous: row.previous as Hex,
      kind: row.kind,
      author: row.author,
      counterparty: row.counterparty,
      refersTo: row.refers_to as Hex,
      occurredAt: row.occurred_at,
      commitment: row.commitment as Hex,
    },
    signature: row.signature as Hex,
    block: row.block,
    recordedAt: row.recorded_at,
    transactionHash: row.transaction_hash as Hex,
  };
}

export function refusalToRow(refusal: FollowedRefusal): Selectable<RefusalsTable> {
  return {
    position: refusal.position,
    hash: refusal.hash,
    shipment: refusal.shipment,
    kind: refusal.kind,
    author: refusal.author,
    code: refusal.failure.code,
    facts: JSON.stringify(refusal.failure.facts),
    block: refusal.block,
    transaction_hash: refusal.transactionHash,
  };
}

export function shipmentToRow(id: ShipmentId, shipment: FollowedShipment): Selectable<ShipmentsTable> {
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

export function rowToShipment(row: Selectable<ShipmentsTable>): FollowedShipment {
  return {
    head: row.head as Hex,
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
    container: row.container as Hex,
    beganAt: row.began_at,
    updatedAt: row.updated_at,
    updatedPosition: row.updated_position,
  };
}

export function caseToRow(hold: EntryHash, followed: FollowedCase): Selectable<CasesTable> {
  const { customsCase } = followed;
  return {
    hold,
    shipment: followed.shipment,
    agency: customsCase.agency,
    custodian: customsCase.custodian,
    notified: Number(customsCase.notified),
    contested: Number(customsCase.contested),
    seized: Number(customsCase.seized),
    closed: Number(customsCase.closed),
    opened_at: followed.openedAt,
    notified_at: followed.notifiedAt,
    closed_at: followed.closedAt,
  };
}

export function rowToCase(row: Selectable<CasesTable>): FollowedCase {
  return {
    shipment: row.shipment as Hex,
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
