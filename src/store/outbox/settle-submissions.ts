import { sql, type Kysely } from "kysely";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { FollowedAct, FollowedActRefusal, FollowedEntry, FollowedRefusal } from "../../domain/followed.ts";
import type { LedgerErrorCode } from "../../domain/rules/refusal.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { noteRecorded } from "../epcis/carriers.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import type { OUTBOXES } from "./tables.ts";

/** The outcomes in consecutive blocks. */
export interface BlockOutcome {
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
  readonly acts: readonly FollowedAct[];
  readonly actRefusals: readonly FollowedActRefusal[];
  /** Hashes of all transactions in these blocks, with the block's number. */
  readonly transactions: readonly { readonly hash: Bytes32; readonly block: number }[];
}

/** The submissions and batches of this database that the blocks settled. */
export interface Settlement {
  readonly settled: readonly {
    readonly submission: number;
    readonly author: ParticipantId;
    readonly acceptedAtMs: number;
    /** `overtaken`: refused because another entry came first or is still missing; the gateway may sign it again. */
    readonly outcome: "recorded" | "refused" | "overtaken";
    /** Hash of the settled attempt. */
    readonly hash: EntryHash;
    readonly code?: string;
  }[];
  readonly minedBatches: readonly number[];
}

/** Number of times that a submission is signed on a new head before it counts as refused. */
const TRIES = 20;

/**
 * Settles the submissions that these blocks recorded or refused. Part of the transaction that stores the blocks.
 *
 * @param now Unix milliseconds.
 */
export async function settleSubmissions(tx: Kysely<Schema>, blocks: BlockOutcome, now: number): Promise<Settlement> {
  const { entries, refusals, acts, actRefusals, transactions } = blocks;
  const mined = await markMined(tx, transactions);
  const own = new Set(mined.map(({ hash }) => hash));
  const settled = [
    ...(await settleOutbox(tx, ENTRIES, outcomesOf(own, entries, refusals), now)),
    ...(await settleOutbox(tx, ACTS, outcomesOf(own, acts, actRefusals), now)),
  ];
  await noteRecorded(tx, entries);
  return { settled, minedBatches: mined.map(({ batch }) => batch) };
}

/** The submissions to one ledger. */
interface Outbox {
  readonly table: (typeof OUTBOXES)[number];
  /** The table of recorded statements. */
  readonly log: "entries" | "acts";
  readonly staleCode: LedgerErrorCode;
}

const ENTRIES: Outbox = { table: "submissions", log: "entries", staleCode: "ShipmentLedgerStale" };
const ACTS: Outbox = { table: "act_submissions", log: "acts", staleCode: "CooperationLedgerStale" };

type Refused = FollowedRefusal | FollowedActRefusal;
type Outcome = Refused | "recorded";

/**
 * Any sender can submit our statement with a bad signature and have it refused, so only refusals in our own transactions
 * count.
 */
function outcomesOf(
  own: ReadonlySet<Bytes32>,
  recorded: readonly { readonly hash: EntryHash }[],
  refusals: readonly Refused[],
): ReadonlyMap<EntryHash, Outcome> {
  const outcomes = new Map<EntryHash, Outcome>();
  for (const refusal of refusals) if (own.has(refusal.transactionHash)) outcomes.set(refusal.hash, refusal);
  for (const { hash } of recorded) outcomes.set(hash, "recorded");
  return outcomes;
}

async function settleOutbox(
  tx: Kysely<Schema>,
  outbox: Outbox,
  outcomes: ReadonlyMap<EntryHash, Outcome>,
  now: number,
): Promise<Settlement["settled"]> {
  if (outcomes.size === 0) return [];
  const attempts = await readAttempts(tx, outbox, [...outcomes.keys()]);
  const refused = attempts.filter(({ hash, previous }) => previous === null && outcomes.get(hash) !== "recorded");
  const isStale = (outcome: Outcome | undefined) =>
    typeof outcome === "object" && outcome.failure.code === outbox.staleCode;
  const stale = refused.filter(({ hash }) => isStale(outcomes.get(hash))).map(({ submission }) => submission);
  const early = await readEarly(tx, outbox, refused);
  const tries = await countTries(tx, [...stale, ...early]);
  const settled = attempts.map(({ submission, author, acceptedAtMs, hash }) => {
    const result = outcomes.get(hash);
    if (result === undefined || result === "recorded") {
      return { submission, author, acceptedAtMs, hash, outcome: "recorded" as const };
    }
    const outcome = (tries.get(submission) ?? TRIES) < TRIES ? ("overtaken" as const) : ("refused" as const);
    return { submission, author, acceptedAtMs, hash, outcome, ...result.failure };
  });

  const recorded = settled.filter(({ outcome }) => outcome === "recorded").map(({ submission }) => submission);
  await markRecorded(tx, outbox, recorded, now);
  for (const result of settled) {
    if (result.outcome !== "refused") continue;
    const { submission, hash, code, facts } = result;
    await tx
      .updateTable(outbox.table)
      .set({ state: "refused", entry: hash, code, facts: toJsonText(facts), settled_at_ms: now })
      .where("id", "=", submission)
      .where("state", "=", "accepted")
      .execute();
  }
  return settled;
}

interface SettledAttempt {
  readonly hash: EntryHash;
  readonly submission: number;
  readonly author: ParticipantId;
  readonly acceptedAtMs: number;
  readonly previous: EntryHash | null;
}

async function readAttempts(
  tx: Kysely<Schema>,
  { table }: Outbox,
  hashes: readonly EntryHash[],
): Promise<readonly SettledAttempt[]> {
  const { rows } = await sql<SettledAttempt>`
    select a.hash, s.id as submission, s.author, s.accepted_at_ms as "acceptedAtMs", s.previous
    from attempts a join ${sql.table(table)} s on s.id = a.submission
    where ${oneOf(tx, "a.hash", hashes)}`.execute(tx);
  return rows;
}

/**
 * The submissions among these that the ledger judged before earlier accepted entries about their unit. `Lanes` never
 * sends them in that order; a reorganisation did.
 */
async function readEarly(
  tx: Kysely<Schema>,
  { table }: Outbox,
  refused: readonly SettledAttempt[],
): Promise<readonly number[]> {
  if (refused.length === 0 || table !== "submissions") return [];
  const submissions = refused.map(({ submission }) => submission);
  const rows = await tx
    .selectFrom("submissions as early")
    .select("early.id")
    .where(oneOf(tx, "early.id", submissions))
    .where("early.kind", "in", [KINDS.Load, KINDS.Unload])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("submissions as awaited")
          .select("awaited.id")
          .whereRef("awaited.shipment", "=", "early.refers_to")
          .whereRef("awaited.id", "<", "early.id")
          .where("awaited.state", "=", "accepted"),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** The number of times that each of these submissions was signed. */
async function countTries(tx: Kysely<Schema>, submissions: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (submissions.length === 0) return new Map();
  const rows = await tx
    .selectFrom("attempts")
    .select(["submission", ({ fn }) => fn.countAll<number | string>().as("count")])
    .where(oneOf(tx, "submission", submissions))
    .groupBy("submission")
    .execute();
  return new Map(rows.map(({ submission, count }) => [submission, Number(count)]));
}

async function markRecorded(
  tx: Kysely<Schema>,
  { table, log }: Outbox,
  submissions: readonly number[],
  now: number,
): Promise<void> {
  if (submissions.length === 0) return;
  await sql`
    update ${sql.table(table)} set state = 'recorded', settled_at_ms = ${now}, code = null, facts = null,
      entry = (select a.hash from attempts a join ${sql.table(log)} l on l.hash = a.hash
               where a.submission = ${sql.ref(`${table}.id`)})
    where ${oneOf(tx, "id", submissions)}`.execute(tx);
}

async function markMined(tx: Kysely<Schema>, transactions: BlockOutcome["transactions"]) {
  if (transactions.length === 0) return [];
  const blocks = new Map(transactions.map(({ hash, block }) => [hash, block]));
  const mined = await tx
    .selectFrom("transactions")
    .select(["hash", "batch"])
    .where(oneOf(tx, "hash", [...blocks.keys()]))
    .execute();
  for (const { hash, batch } of mined) {
    await tx
      .updateTable("batches")
      .set({ state: "mined", block: blocks.get(hash) ?? null })
      .where("id", "=", batch)
      .execute();
  }
  return mined;
}
