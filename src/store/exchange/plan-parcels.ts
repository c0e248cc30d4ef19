import { sql, type Kysely } from "kysely";
import type { ParticipantId } from "../../domain/entry.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { ROLES } from "../../domain/rules/role.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import { newErasure } from "./ask-to-erase.ts";
import { findOwed, type HeldEntry, type OwedParcel, type PlannedEntry, readPlannedEntries } from "./owed-parcels.ts";
import { PLAN_AGAIN } from "./plan-again.ts";
import { planMatters, type RecordPlan } from "./plan-acts.ts";
import type { ParcelsTable, ReviewsTable } from "./tables.ts";

/** Entries that one transaction considers, so that it delays the recording of others by milliseconds only. */
const PAGE = 500;

/**
 * Plans parcels for the next entries of the members of this gateway, for the lanes that are furthest behind. For a
 * shipment to which one of these entries entitles a recipient, it asks for a review of the earlier entries.
 *
 * @param own The members of this gateway.
 * @returns whether a lane is still behind the chain.
 */
export const planNewEntries = transaction(
  import.meta.url,
  "planNewEntries",
  async (tx, own: readonly ParticipantId[]): Promise<boolean> => {
    const lanes = await tx.selectFrom("exchange_lanes").select(["recipient", "planned_to"]).execute();
    const from = Math.min(...lanes.map(({ planned_to }) => planned_to));
    const to = lanes.length === 0 ? undefined : await endOfPage(tx, from);
    if (to === undefined) return false;
    const recipients = lanes.flatMap(({ recipient, planned_to }) => (planned_to === from ? [recipient] : []));
    const within = sql`e.position > ${from} and e.position <= ${to}`;
    const entries = await readPlannedEntries(tx, sql`${within} and ${oneOf(tx, "e.author", own)}`);
    await insertParcels(tx, await findOwed(tx, entries, recipients), () => 0);
    await bulkInsert(tx, "exchange_reviews", await findOpened(tx, { from, to }, recipients), "do nothing");
    await tx
      .updateTable("exchange_lanes")
      .set({ planned_to: to })
      .where("planned_to", "=", from)
      .where(oneOf(tx, "recipient", recipients))
      .execute();
    return true;
  },
);

/**
 * Plans parcels for the next older entries of a lane.
 *
 * @returns whether older entries remain.
 */
export const planHistory = transaction(
  import.meta.url,
  "planHistory",
  async (tx, recipient: ParticipantId, own: readonly ParticipantId[]): Promise<boolean> => {
    const lane = await tx
      .selectFrom("exchange_lanes")
      .select(["history_to", "history_end"])
      .where("recipient", "=", recipient)
      .executeTakeFirst();
    if (lane === undefined || lane.history_to >= lane.history_end) return false;
    const { history_to: from, history_end: end } = lane;
    const to = Math.min((await endOfPage(tx, from)) ?? end, end);
    const entries = await readPlannedEntries(
      tx,
      sql`e.position > ${from} and e.position <= ${to} and ${oneOf(tx, "e.author", own)}`,
    );
    await insertParcels(tx, await findOwed(tx, entries, [recipient]), historyRank);
    await tx.updateTable("exchange_lanes").set({ history_to: to }).where("recipient", "=", recipient).execute();
    return to < end;
  },
);

/** Shipments and matters that one transaction reviews. */
const REVIEWS = 50;

/**
 * Plans the entries of reviewed shipments again, and the records of reviewed matters, as far as their lanes have come. A
 * review for a participant without a lane is dropped: a new lane plans the whole history.
 *
 * @returns whether reviews remain.
 */
export const planReviews = transaction(
  import.meta.url,
  "planReviews",
  async (tx, plan: RecordPlan): Promise<boolean> => {
    const { own } = plan;
    const reviews = await tx.selectFrom("exchange_reviews").selectAll().limit(REVIEWS).execute();
    const lanes = await tx.selectFrom("exchange_lanes").select(["recipient", "planned_to"]).execute();
    const plannedTo = new Map(lanes.map(({ recipient, planned_to }) => [recipient, planned_to]));
    for (const [recipient, ofLane] of Map.groupBy(reviews, ({ recipient }) => recipient)) {
      const shipments = ofLane.map(({ shipment }) => shipment);
      const entries = await readPlannedEntries(
        tx,
        sql`${oneOf(tx, "e.shipment", shipments)} and e.position <= ${plannedTo.get(recipient) ?? 0}
          and ${oneOf(tx, "e.author", own)}`,
      );
      await insertParcels(tx, await findOwed(tx, entries, [recipient]), historyRank);
      await planMatters(tx, recipient, shipments, plan);
      await tx
        .deleteFrom("exchange_reviews")
        .where("recipient", "=", recipient)
        .where(oneOf(tx, "shipment", shipments))
        .execute();
    }
    return reviews.length === REVIEWS;
  },
);

/**
 * Plans payloads of members of this gateway that came back, as after the loss of a database: they are owed to others
 * again, but not to the member that sent them. Part of the transaction that stores them.
 *
 * @param sender The member that sent them.
 */
export async function planReturned(
  tx: Kysely<Schema>,
  entries: readonly HeldEntry[],
  sender: ParticipantId,
  nowMs: number,
): Promise<void> {
  if (entries.length === 0) return;
  const lanes = await tx.selectFrom("exchange_lanes").select("recipient").execute();
  const recipients = lanes.map(({ recipient }) => recipient);
  const planned = entries.map((entry): PlannedEntry => ({ ...entry, erasedAt: null }));
  const owed = await findOwed(tx, planned, recipients);
  const had = owed.filter(({ recipient, view, held }) => recipient === sender && view > 0 && view <= held);
  await bulkInsert(
    tx,
    "exchange_parcels",
    had.map((parcel) => ({
      ...newParcel(parcel, parcel.author, historyRank(parcel)),
      ...{ state: "settled" as const, settled_at_ms: nowMs },
    })),
    `(recipient, entry) do update set state = excluded.state, settled_at_ms = excluded.settled_at_ms, reason = null
      where exchange_parcels.state in ('due', 'closed') and exchange_parcels.view <= excluded.view`,
  );
  const others = owed.filter(({ recipient }) => recipient !== sender);
  await insertParcels(tx, others, historyRank);
}

const anyReview = statement<{ one: number }>("select 1 as one from exchange_reviews limit 1");

/** Whether {@link planReviews} has work. */
export const readHasReviews = async (db: Database): Promise<boolean> => (await anyReview(db, [])).length > 0;

/** Position of the last of the next entries after a position; `undefined` at the end of the chain. */
async function endOfPage(tx: Kysely<Schema>, from: number): Promise<number | undefined> {
  const row = await tx
    .selectFrom((query) =>
      query
        .selectFrom("entries")
        .select("position")
        .where("position", ">", from)
        .orderBy("position")
        .limit(PAGE)
        .as("page"),
    )
    .select(({ fn }) => fn.max("position").as("end"))
    .executeTakeFirst();
  return row?.end ?? undefined;
}

/**
 * The recipients to which entries between two positions open earlier entries of a shipment: by an entitlement, by the
 * name of a customs' country, or by a contest before a tribunal.
 */
async function findOpened(
  tx: Kysely<Schema>,
  { from, to }: { readonly from: number; readonly to: number },
  recipients: readonly ParticipantId[],
): Promise<ReviewsTable[]> {
  const isRecent = sql`e.position > ${from} and e.position <= ${to}`;
  const recent = sql`(select e.shipment from entries e where ${isRecent})`;
  const hasEarlier = sql`exists (select 1 from entries o
    where o.shipment = opened.shipment and o.sequence = 1 and o.position <= ${from})`;
  const { rows } = await sql<ReviewsTable>`select recipient, shipment from (
    select t.reader as recipient, t.shipment from entitlements t where t.shipment in ${recent}
      and t.since_position > ${from} and t.from_position <= ${from} and ${oneOf(tx, "t.reader", recipients)}
    union select r.id, n.shipment from shipment_countries n join participants r on r.jurisdiction = n.country
      where n.shipment in ${recent} and n.position > ${from}
      and (r.roles & ${sql.lit(ROLES.customs)}) <> 0 and ${oneOf(tx, "r.id", recipients)}
    union select r.id, e.shipment from entries e join cases c on c.hold = e.refers_to
      join participants agency on agency.id = c.agency join participants r on r.jurisdiction = agency.jurisdiction
      where ${isRecent} and e.kind = ${sql.lit(KINDS.Contest)}
      and (r.roles & ${sql.lit(ROLES.tribunal)}) <> 0 and ${oneOf(tx, "r.id", recipients)}) opened
    where ${hasEarlier}`.execute(tx);
  return rows;
}

async function insertParcels(
  tx: Kysely<Schema>,
  owed: readonly (OwedParcel & PlannedEntry)[],
  rankOf: (parcel: OwedParcel) => ParcelsTable["history"],
): Promise<void> {
  const sendable = owed.filter(({ view, held }) => view > 0 && held >= view);
  const rows = sendable.map((parcel) => newParcel(parcel, parcel.author, rankOf(parcel)));
  await bulkInsert(tx, "exchange_parcels", rows, PLAN_AGAIN);
  // Who may read an erased payload may get it from another holder, and is asked to erase it, too.
  const erasures = owed.flatMap(({ recipient, entry, author, erasedAt, view }) =>
    view === 0 || erasedAt === null ? [] : [newErasure({ recipient, entry, author, erasedAt })],
  );
  await bulkInsert(tx, "exchange_erasures", erasures, "do nothing");
}

/** A row for a parcel that is due at once. */
export function newParcel(
  { recipient, entry, position, rule, view }: OwedParcel,
  sender: ParticipantId,
  history: ParcelsTable["history"],
): ParcelsTable {
  return {
    ...{ recipient, entry, position, sender, rule, view, history },
    ...{ state: "due", attempts: 0, due_at_ms: 0, sequence: null, parcel: null, receipt: null, signed: null },
    ...{ offered_at_ms: null, settled_at_ms: null, widened: 0, reason: null },
  };
}

/** The recipient learns of its right from the payload that names its country, so that this one must arrive first. */
const historyRank = ({ rule, since, position }: OwedParcel): ParcelsTable["history"] =>
  rule === "customs" && since !== null && since > position ? 2 : 1;
