import type { Kysely } from "kysely";
import { sql, type RawBuilder } from "kysely";
import { audienceOf } from "../../domain/audience/audience-of.ts";
import type { AudienceRule } from "../../domain/audience/audience-rule.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { numberOf, type ViewNumber } from "../access/visibility.ts";
import { rowToEntitlement } from "../chain/rows.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";

/** A recorded entry of which at least a part of the payload is held. */
export interface HeldEntry {
  readonly entry: EntryHash;
  readonly position: number;
  readonly shipment: ShipmentId;
  readonly author: ParticipantId;
  readonly held: ViewNumber;
}

/** An entry whose payload is held, or was erased by its author. */
export interface PlannedEntry extends HeldEntry {
  /** Unix seconds; null for a held payload. */
  readonly erasedAt: number | null;
}

/** A held entry and a reader that is entitled to it. */
export interface OwedParcel extends HeldEntry {
  readonly recipient: ParticipantId;
  readonly rule: AudienceRule;
  readonly view: ViewNumber;
  /** Position of the entry that entitles, see `Reader`. */
  readonly since: number | null;
}

/** The held entries that meet a condition on `e`, in the order of the chain. */
export async function readHeldEntries(db: Kysely<Schema>, where: RawBuilder<unknown>): Promise<HeldEntry[]> {
  const { rows } = await sql<HeldEntry>`select e.hash as entry, e.position, e.shipment, e.author, p.view as held
    from entries e join payloads p on p.commitment = e.commitment and p.author = e.author
    where p.view > 0 and ${where} order by e.position`.execute(db);
  return rows;
}

/** The entries that meet a condition on `e` and whose payload is held, or erased, in the order of the chain. */
export async function readPlannedEntries(db: Kysely<Schema>, where: RawBuilder<unknown>): Promise<PlannedEntry[]> {
  const { rows } = await sql<PlannedEntry>`select e.hash as entry, e.position, e.shipment, e.author, p.view as held,
    p.erased_at as "erasedAt"
    from entries e join payloads p on p.commitment = e.commitment and p.author = e.author
    where (p.view > 0 or p.erased_at is not null) and ${where} order by e.position`.execute(db);
  return rows;
}

/** Who of these participants reads which of these entries, by `audienceOf` on the followed state. */
export async function findOwed<Entry extends HeldEntry>(
  db: Kysely<Schema>,
  entries: readonly Entry[],
  recipients: readonly ParticipantId[],
): Promise<(Entry & OwedParcel)[]> {
  if (entries.length === 0 || recipients.length === 0) return [];
  const asked = new Set(recipients);
  const shipments = [...new Set(entries.map(({ shipment }) => shipment))];
  const entitlements = await readEntitlements(db, shipments, recipients);
  const countries = await readCountries(db, shipments);
  const contests = await readContests(db, shipments);
  const agencies = contests.map(({ agency }) => agency);
  const participants = await readOffices(db, [...recipients, ...agencies]);
  const entitlementsOf = Map.groupBy(entitlements, ({ shipment }) => shipment);
  const countriesOf = Map.groupBy(countries, ({ shipment }) => shipment);
  const contestsOf = Map.groupBy(contests, ({ shipment }) => shipment);
  return entries.flatMap((entry) => {
    const { shipment, author, position } = entry;
    const facts = {
      author,
      position,
      entitlements: entitlementsOf.get(shipment) ?? [],
      countries: new Map(countriesOf.get(shipment)?.map(({ country, position }) => [country, position])),
      contestedAgencies: contestsOf.get(shipment)?.map(({ agency }) => agency) ?? [],
    };
    return audienceOf(facts, participants).flatMap(({ participant, rule, view, since }): (Entry & OwedParcel)[] =>
      asked.has(participant) ? [{ ...entry, recipient: participant, rule, view: numberOf(view), since }] : [],
    );
  });
}

async function readEntitlements(
  db: Kysely<Schema>,
  shipments: readonly ShipmentId[],
  readers: readonly ParticipantId[],
) {
  const rows = await db
    .selectFrom("entitlements")
    .selectAll()
    .where(oneOf(db, "shipment", shipments))
    .where(oneOf(db, "reader", readers))
    .execute();
  return rows.map(rowToEntitlement);
}

function readCountries(db: Kysely<Schema>, shipments: readonly ShipmentId[]) {
  return db
    .selectFrom("shipment_countries")
    .selectAll()
    .where(oneOf(db, "shipment", shipments))
    .execute();
}

/** The agencies whose cases on these shipments were contested. */
function readContests(db: Kysely<Schema>, shipments: readonly ShipmentId[]) {
  return db
    .selectFrom("entries as e")
    .innerJoin("cases as c", "c.hold", "e.refers_to")
    .select(["e.shipment", "c.agency"])
    .where(oneOf(db, "e.shipment", shipments))
    .where("e.kind", "=", sql.lit(KINDS.Contest))
    .execute();
}

function readOffices(db: Kysely<Schema>, participants: readonly ParticipantId[]) {
  return db
    .selectFrom("participants")
    .select(["id", "roles", "jurisdiction"])
    .where(oneOf(db, "id", participants))
    .execute();
}
