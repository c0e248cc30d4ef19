import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Flag } from "../chain/tables.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { LaneBasis, LanesTable } from "./tables.ts";

/** A lane, and what it has to send. */
export interface LaneRow extends LanesTable {
  /** Unix milliseconds at which its first due parcel is due; null without one. */
  readonly first_due_ms: number | null;
  /** Whether its window waits for receipts. */
  readonly sealed: Flag;
}

const firstDue = (rank: number) => `(select min(due_at_ms) from exchange_parcels x
  where x.recipient = l.recipient and x.state = 'due' and x.history = ${rank})`;

const lanes = statement<LanesTable & Pick<LaneRow, "sealed"> & Record<"live" | "history" | "opened", number | null>>(
  `select l.*, ${firstDue(0)} as live, ${firstDue(1)} as history, ${firstDue(2)} as opened,
    case when exists (select 1 from exchange_windows w where w.recipient = l.recipient) then 1 else 0 end as sealed
  from exchange_lanes l order by l.recipient`,
);

/** All lanes, by recipient. */
export async function readLanes(db: Database): Promise<LaneRow[]> {
  return (await lanes(db, [])).map(({ live, history, opened, ...lane }) => {
    const times = [live, history, opened].filter((time) => time !== null);
    return { ...lane, first_due_ms: times.length === 0 ? null : Math.min(...times) };
  });
}

/** As many due parcels as keep a lane busy while more of its history is planned. */
const ENOUGH = 300;

const hungry = statement<{ recipient: ParticipantId }>(
  `select l.recipient from exchange_lanes l where l.history_to < l.history_end and (select count(*) from (
    select 1 from exchange_parcels x where x.recipient = l.recipient and x.state = 'due' limit ${ENOUGH}) due) < ${ENOUGH}
  order by l.recipient`,
);

/** The recipients of which a part of the history is not planned, although little else is to be sent. */
export async function readHungryLanes(db: Database): Promise<ParticipantId[]> {
  return (await hungry(db, [])).map(({ recipient }) => recipient);
}

/**
 * Opens lanes, or lets existing ones plan the whole history again, on a new basis. New entries go first: history is what
 * the store holds now.
 */
export const openLanes = transaction(
  import.meta.url,
  "openLanes",
  async (tx, lanes: readonly { readonly recipient: ParticipantId; readonly basis: LaneBasis }[]) => {
    const { end } = await tx
      .selectFrom("entries")
      .select(({ fn }) => fn.max("position").as("end"))
      .executeTakeFirstOrThrow();
    const rows = lanes.map(({ recipient, basis }) => ({
      ...{ recipient, basis: toJsonText(basis), planned_to: end ?? 0, history_to: 0, history_end: end ?? 0 },
      ...{ acts_to: 0, contacted_at_ms: 0, attempts: 0, due_at_ms: 0, problem: null },
    }));
    const anew = "basis = excluded.basis, history_to = 0, history_end = exchange_lanes.planned_to, acts_to = 0";
    await bulkInsert(tx, "exchange_lanes", rows, `(recipient) do update set ${anew}`);
  },
);

/** Notes a basis that opens nothing more than the one before. */
export const narrowLane = transaction(
  import.meta.url,
  "narrowLane",
  async (tx, recipient: ParticipantId, basis: LaneBasis) => {
    await tx
      .updateTable("exchange_lanes")
      .set({ basis: toJsonText(basis) })
      .where("recipient", "=", recipient)
      .execute();
  },
);

/** Closes the lanes to members to which nothing may be sent any more, with all that is not settled. */
export const closeLanes = transaction(
  import.meta.url,
  "closeLanes",
  async (tx, recipients: readonly ParticipantId[]) => {
    const ofRecipients = oneOf(tx, "recipient", recipients);
    await tx.deleteFrom("exchange_lanes").where(ofRecipients).execute();
    await tx.deleteFrom("exchange_windows").where(ofRecipients).execute();
    await tx.deleteFrom("exchange_reviews").where(ofRecipients).execute();
    await tx
      .updateTable("exchange_parcels")
      .set({ state: "closed", reason: "laneClosed" })
      .where(ofRecipients)
      .where("state", "in", ["due", "sealed"])
      .execute();
  },
);

/**
 * Notes that a member was heard from, so that its lane does not wait any longer. Called for its valid requests; a lane
 * notes the answers itself.
 *
 * @param now Unix milliseconds.
 */
export async function noteContact(db: Database, sender: ParticipantId, now: number): Promise<void> {
  // Most requests come while the lane is well, and cost no transaction.
  const [waiting] = await waitingLane(db, [sender]);
  if (waiting !== undefined) await resetBackOff(db, sender, now);
}

const waitingLane = statement<{ recipient: ParticipantId }>(
  "select recipient from exchange_lanes where recipient = ?1 and attempts > 0",
);

const resetBackOff = transaction(import.meta.url, "resetBackOff", async (tx, recipient: ParticipantId, now: number) => {
  await tx
    .updateTable("exchange_lanes")
    .set({ attempts: 0, due_at_ms: 0, contacted_at_ms: now, problem: null })
    .where("recipient", "=", recipient)
    .execute();
});
