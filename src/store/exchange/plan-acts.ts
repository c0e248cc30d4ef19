import { sql, type Kysely } from "kysely";
import { ACT_KINDS } from "../../domain/cooperation/act-kind.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import { MATTER_STATES } from "../../domain/cooperation/matter-state.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";
import { canonicalJson } from "../../domain/encoding/canonical-json.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { fromJsonText, toJsonText } from "../../domain/encoding/json-text.ts";
import { type ParticipantId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { disclose } from "../../domain/payload/disclosure.ts";
import { payloadFields } from "../../domain/payload/payload-fields.ts";
import { WITHOUT_CONTENT } from "../cooperation/act-views.ts";
import type { ActRecordsTable } from "../cooperation/tables.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import { findOwedRecords, type OwedRecord } from "./owed-records.ts";
import { PLAN_AGAIN } from "./plan-again.ts";
import type { ParcelsTable, ReviewsTable } from "./tables.ts";

/** Acts that one transaction considers. */
const PAGE = 500;

/** Whose records are planned, and by which time of the chain, in Unix seconds. */
export interface RecordPlan {
  /** The members of this gateway. */
  readonly own: readonly ParticipantId[];
  readonly time: number;
}

/**
 * Plans the records of the next acts of the members of this gateway, for the lanes that are furthest behind. An act can
 * open the record of an earlier one: a release that of its offer, an opening that of its seal. What a new party or member
 * may read of a matter, and what a resumed agreement opens, is reviewed.
 *
 * @returns whether a lane is still behind the chain.
 */
export const planNewActs = transaction(
  import.meta.url,
  "planNewActs",
  async (tx, plan: RecordPlan): Promise<boolean> => {
    const lanes = await tx.selectFrom("exchange_lanes").select(["recipient", "acts_to"]).execute();
    const from = Math.min(...lanes.map(({ acts_to }) => acts_to));
    const to = lanes.length === 0 ? undefined : await endOfPage(tx, from);
    if (to === undefined) return false;
    const recipients = lanes.flatMap(({ recipient, acts_to }) => (acts_to === from ? [recipient] : []));
    const within = sql`n.position > ${from} and n.position <= ${to}`;
    await eraseContent(tx, sql`(select n.refers_to from acts n where n.kind = ${ACT_KINDS.Erase} and ${within})`, plan);
    const ofPage = sql`((a.position > ${from} and a.position <= ${to})
      or a.hash in (select n.refers_to from acts n where ${within}))`;
    await insertRecords(
      tx,
      await findOwedRecords(tx, sql`${ofPage} and ${oneOf(tx, "a.author", plan.own)}`, recipients, plan.time),
      0,
    );
    const { rows } = await sql<ReviewsTable>`select distinct s.participant as recipient, m.id as shipment
      from acts n join matter_seats s on s.matter = n.matter join matters m on m.id = n.matter or m.basis = n.matter
      where ${within} and n.kind in (${ACT_KINDS.Name}, ${ACT_KINDS.Invite}, ${ACT_KINDS.Resume})
        and (n.kind = ${ACT_KINDS.Resume} or s.participant = n.counterparty)
        and ${oneOf(tx, "s.participant", recipients)}`.execute(tx);
    await bulkInsert(tx, "exchange_reviews", rows, "do nothing");
    await tx
      .updateTable("exchange_lanes")
      .set({ acts_to: to })
      .where("acts_to", "=", from)
      .where(oneOf(tx, "recipient", recipients))
      .execute();
    return true;
  },
);

/** Plans the records of these matters again for one lane. Part of the transaction that takes the reviews. */
export async function planMatters(
  tx: Kysely<Schema>,
  recipient: ParticipantId,
  matters: readonly MatterId[],
  { own, time }: RecordPlan,
): Promise<void> {
  const ofMatters = sql`${oneOf(tx, "a.matter", matters)} and ${oneOf(tx, "a.author", own)}`;
  await insertRecords(tx, await findOwedRecords(tx, ofMatters, [recipient], time), 1);
}

const behind = statement<{ one: number }>(
  `select 1 as one from exchange_lanes where acts_to < (select coalesce(max(position), 0) from acts) limit 1`,
);

/** Whether {@link planNewActs} has work. */
export const readHasNewActs = async (db: Database): Promise<boolean> => (await behind(db, [])).length > 0;

async function endOfPage(tx: Kysely<Schema>, from: number): Promise<number | undefined> {
  const page = tx.selectFrom("acts").select("position").where("position", ">", from).orderBy("position").limit(PAGE);
  const row = await tx
    .selectFrom(page.as("page"))
    .select(({ fn }) => fn.max("position").as("end"))
    .executeTakeFirst();
  return row?.end ?? undefined;
}

async function insertRecords(
  tx: Kysely<Schema>,
  owed: readonly OwedRecord[],
  history: ParcelsTable["history"],
): Promise<void> {
  const rows = owed
    .filter(({ recipient, author, held, view }) => recipient !== author && held >= view)
    .map(({ recipient, entry, position, author, rule, view }): ParcelsTable => ({
      ...{ recipient, entry, position, sender: author, rule, view, history },
      ...{ state: "due", attempts: 0, due_at_ms: 0, sequence: null, parcel: null, receipt: null, signed: null },
      ...{ offered_at_ms: null, settled_at_ms: null, widened: 0, reason: null },
    }));
  await bulkInsert(tx, "exchange_parcels", rows, PLAN_AGAIN);
}

/**
 * Erases what a member of this gateway got by a handover and stated to have erased; the rest of the record stays, with its
 * proof. A giver of this gateway keeps its own.
 */
async function eraseContent(tx: Kysely<Schema>, handovers: ReturnType<typeof sql>, { own }: RecordPlan): Promise<void> {
  const { rows } = await sql<ActRecordsTable>`select r.* from acts a
    join matter_items i on i.hash = a.hash and i.state = ${ERASED}
    join act_records r on r.commitment = a.commitment and r.author = a.author
    where a.hash in ${handovers} and r.seed is not null
      and not ${oneOf(tx, "a.author", own)} and ${oneOf(tx, "i.recipient", own)}`.execute(tx);
  for (const { commitment, author, body, seed } of rows) {
    const record = fromJsonText(body);
    const open = Object.keys(record).filter((member) => member !== HANDED_OVER_MEMBER);
    const pointers = payloadFields(record).filter((pointer) => open.includes(pointer.slice(1)));
    const disclosure = disclose(record, bytesOf(seed ?? ZERO_BYTES32), pointers);
    await tx
      .updateTable("act_records")
      .set({
        body: canonicalJson(Object.fromEntries(open.map((member) => [member, record[member] ?? null]))),
        ...{ seed: null, view: WITHOUT_CONTENT, disclosure: toJsonText(disclosure) },
      })
      .where("commitment", "=", commitment)
      .where("author", "=", author)
      .execute();
  }
}

const ERASED = MATTER_STATES.indexOf("Erased");
