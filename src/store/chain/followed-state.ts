import { OPEN_END, type Entitlement } from "../../domain/audience/entitlement.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Database } from "../open-database.ts";
import { oneOf } from "../query/one-of.ts";
import { rowToCase, rowToEntitlement, rowToShipment } from "./rows.ts";
import type { SuccessorsTable } from "./tables.ts";

/** The followed heads of these shipments; shipments that the chain does not know are left out. */
export async function readHeads(db: Database, ids: readonly ShipmentId[]): Promise<Map<ShipmentId, EntryHash>> {
  if (ids.length === 0) return new Map();
  const rows = await db.reader
    .selectFrom("shipments")
    .select(["id", "head"])
    .where(oneOf(db.reader, "id", ids))
    .execute();
  return new Map(rows.map(({ id, head }) => [id, head]));
}

/** The followed state of the known shipments among `ids`. */
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

/** The followed state of the cases that the entries `holds` opened. */
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

/** The followed state of all cases of these `shipments`, oldest first. */
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

/** The entitlements to these shipments that have not ended. */
export async function readOpenEntitlements(db: Database, shipments: readonly ShipmentId[]): Promise<Entitlement[]> {
  if (shipments.length === 0) return [];
  const rows = await db.reader
    .selectFrom("entitlements")
    .selectAll()
    .where(oneOf(db.reader, "shipment", shipments))
    .where("until_position", "=", OPEN_END)
    .execute();
  return rows.map(rowToEntitlement);
}

/** Recorded corrections of these entries. */
export async function readSuccessors(db: Database, entries: readonly EntryHash[]): Promise<SuccessorsTable[]> {
  if (entries.length === 0) return [];
  return db.reader
    .selectFrom("successors")
    .selectAll()
    .where(oneOf(db.reader, "entry", entries))
    .execute();
}

/** All participants with their keys, ordered by number. */
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
