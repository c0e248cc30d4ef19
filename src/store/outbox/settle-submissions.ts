import { sql, type Kysely } from "kysely";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import { toJsonText } from "../../domain/encoding/json-text.ts";
import type { FollowedEntry, FollowedRefusal } from "../../domain/followed.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { noteRecorded } from "../epcis/carriers.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";

/** The outcomes in consecutive blocks. */
export interface BlockOutcome {
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
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
export async function settleSubmissions(
  tx: Kysely<Schema>,
  { entries, refusals, transactions }: BlockOutcome,
  now: number,
): Promise<Settlement> {
  const mined = await markMined(tx, transactions);
  const own = new Set(mined.map(({ hash }) => hash));
  const outcomes = new Map<EntryHash, FollowedRefusal | "recorded">();
  // Any sender can submit our entry with a bad signature and have it refused, so only refusals in our own transactions
  // count.
  for (const refusal of refusals) {
    if (own.has(refusal.transactionHash)) outcomes.set(refusal.hash, refusal);
  }
  for (const entry of entries) outcomes.set(entry.hash, "recorded");
  const attempts =
    outcomes.size === 0
      ? []
      : await tx
          .selectFrom("attempts")
          .innerJoin("submissions", "submissions.id", "attempts.submission")
          .select([
            "attempts.hash",
            "submissions.id as submission",
            "submissions.author",
            "submissions.accepted_at_ms as acceptedAtMs",
            "submissions.previous",
          ])
          .where(oneOf(tx, "attempts.hash", [...outcomes.keys()]))
          .execute();

  const refused = attempts.filter(({ hash, previous }) => previous === null && outcomes.get(hash) !== "recorded");
  const stale = refused.filter(({ hash }) => isStale(outcomes.get(hash))).map(({ submission }) => submission);
  const early = await readEarly(
    tx,
    refused.map(({ submission }) => submission),
  );
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
  await markRecorded(tx, recorded, now);
  await noteRecorded(tx, entries);
  for (const result of settled) {
    if (result.outcome !== "refused") continue;
    const { submission, hash, code, facts } = result;
    await tx
      .updateTable("submissions")
      .set({ state: "refused", entry: hash, code, facts: toJsonText(facts), settled_at_ms: now })
      .where("id", "=", submission)
      .where("state", "=", "accepted")
      .execute();
  }
  return { settled, minedBatches: mined.map(({ batch }) => batch) };
}

const isStale = (outcome: FollowedRefusal | "recorded" | undefined): boolean =>
  typeof outcome === "object" && outcome.failure.code === "ShipmentLedgerStale";

/**
 * The submissions among these that the ledger judged before earlier accepted entries about their unit. `Lanes` never
 * sends them in that order; a reorganisation did.
 */
async function readEarly(tx: Kysely<Schema>, submissions: readonly number[]): Promise<readonly number[]> {
  if (submissions.length === 0) return [];
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

async function markRecorded(tx: Kysely<Schema>, submissions: readonly number[], now: number): Promise<void> {
  if (submissions.length === 0) return;
  await sql`
    update submissions set state = 'recorded', settled_at_ms = ${now}, code = null, facts = null,
      entry = (select attempts.hash from attempts join entries on entries.hash = attempts.hash
               where attempts.submission = submissions.id)
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
