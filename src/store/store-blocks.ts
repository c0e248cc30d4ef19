import { sql, type Kysely, type Selectable } from "kysely";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../domain/entry.ts";
import type { FollowedCase, FollowedEntry, FollowedRefusal, FollowedShipment } from "../domain/followed.ts";
import { KINDS } from "../domain/kind.ts";
import type { Participant } from "../domain/participant.ts";
import { bulkInsert } from "./bulk-insert.ts";
import { noteRecorded } from "./epcis-events.ts";
import { writeCheckpoint, type Checkpoint } from "./facts.ts";
import { caseToRow, entryToRow, participantToRows, refusalToRow, shipmentToRow } from "./ledger-rows.ts";
import { oneOf } from "./one-of.ts";
import type { BlocksTable, Schema } from "./schema.ts";
import { transaction } from "./transaction.ts";

/** What some consecutive blocks did, judged and ready to be stored. */
export interface BlockChanges {
  readonly checkpoint: Checkpoint;
  readonly entries: readonly FollowedEntry[];
  readonly refusals: readonly FollowedRefusal[];
  /** Final states of all shipments and cases that changed. */
  readonly shipments: ReadonlyMap<ShipmentId, FollowedShipment>;
  readonly cases: ReadonlyMap<EntryHash, FollowedCase>;
  readonly participants: readonly Participant[];
  /** Hashes of all transactions in these blocks, with the block's number. */
  readonly transactions: readonly { readonly hash: Bytes32; readonly block: number }[];
  /** For each block near the head, how to undo it (src/store/undo.ts). */
  readonly blocks: readonly Selectable<BlocksTable>[];
  /** Blocks below this one can no longer be undone and are forgotten. */
  readonly forgetBelow: number;
}

/** What became of the submissions and batches of this database. */
export interface Settled {
  readonly settled: readonly {
    readonly submission: number;
    readonly author: ParticipantId;
    readonly acceptedAtMs: number;
    /** `overtaken`: refused as stale, and the gateway may sign it again. */
    readonly outcome: "recorded" | "refused" | "overtaken";
    /** Of the attempt that this is about. */
    readonly hash: EntryHash;
    readonly code?: string;
  }[];
  readonly minedBatches: readonly number[];
}

/**
 * Stores what blocks did, with the checkpoint that says so, in one transaction: after a crash the follower goes on
 * from the checkpoint, and no entry is missing or there twice.
 *
 * @param now Unix milliseconds, for the settlement of submissions.
 */
export const storeBlocks = transaction(
  import.meta.url,
  "storeBlocks",
  async (tx, changes: BlockChanges, now: number): Promise<Settled> => {
    await bulkInsert(tx, "entries", changes.entries.map(entryToRow));
    await bulkInsert(tx, "refusals", changes.refusals.map(refusalToRow));
    await bulkInsert(
      tx,
      "shipments",
      Array.from(changes.shipments, ([id, shipment]) => shipmentToRow(id, shipment)),
      OVERWRITE_SHIPMENT,
    );
    await bulkInsert(
      tx,
      "cases",
      Array.from(changes.cases, ([hold, followed]) => caseToRow(hold, followed)),
      OVERWRITE_CASE,
    );
    await bulkInsert(tx, "successors", correctionsOf(changes.entries), "do nothing");
    await bulkInsert(tx, "parties", partiesOf(changes.entries), "do nothing");
    await storeCountries(tx, changes.entries);
    await storeParticipants(tx, changes.participants);
    await bulkInsert(tx, "blocks", changes.blocks);
    await tx.deleteFrom("blocks").where("number", "<", changes.forgetBelow).execute();
    await writeCheckpoint(tx, changes.checkpoint);
    return settle(tx, changes, now);
  },
);

const overwrite = (key: string, columns: readonly string[]) =>
  `(${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`;

const OVERWRITE_SHIPMENT = overwrite("id", [
  "head",
  "custodian",
  "consignor",
  "offered_to",
  "sequence",
  "contents",
  "open_cases",
  "open_remedies",
  "height",
  "phase",
  "container",
  "updated_at",
  "updated_position",
]);
const OVERWRITE_CASE = overwrite("hold", ["notified", "contested", "seized", "closed", "notified_at", "closed_at"]);

/** What these entries correct, and with what. */
export function correctionsOf(entries: readonly FollowedEntry[]) {
  return entries
    .filter(({ entry }) => entry.kind === KINDS.Correct)
    .map(({ entry, hash }) => ({
      shipment: entry.shipment,
      author: entry.author,
      entry: entry.refersTo,
      successor: hash,
    }));
}

/** Kinds that anyone may author about a shipment without becoming a party to it. */
const NO_PARTY: ReadonlySet<number> = new Set([KINDS.Report, KINDS.Correct]);

/** Who becomes party to which shipment by these entries. */
export function partiesOf(entries: readonly FollowedEntry[]): { shipment: ShipmentId; participant: ParticipantId }[] {
  const parties = new Map<string, { shipment: ShipmentId; participant: ParticipantId }>();
  for (const { entry } of entries) {
    if (NO_PARTY.has(entry.kind)) continue;
    for (const participant of [entry.author, entry.counterparty]) {
      if (participant !== 0) parties.set(`${entry.shipment}${participant}`, { shipment: entry.shipment, participant });
    }
  }
  return [...parties.values()];
}

/** Opens a shipment to customs of the countries that the payloads of these entries name. */
async function storeCountries(tx: Kysely<Schema>, entries: readonly FollowedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const payloads = await tx
    .selectFrom("payloads")
    .select(["commitment", "author", "countries"])
    .where("countries", "!=", "")
    .where(
      oneOf(
        tx,
        "commitment",
        entries.map(({ entry }) => entry.commitment),
      ),
    )
    .execute();
  // Only its own author's payload counts: a commitment is public, and anyone can repeat it in an entry of its own.
  const keyOf = (commitment: string, author: number) => `${commitment} ${author}`;
  const countries = new Map(
    payloads.map(({ commitment, author, countries }) => [keyOf(commitment, author), countries.split(",")]),
  );
  const named = new Map<string, { shipment: ShipmentId; country: string; position: number }>();
  for (const { entry, position } of entries) {
    const { shipment, commitment, author } = entry;
    for (const country of countries.get(keyOf(commitment, author)) ?? []) {
      // Most entries name what one before them named, which is what counts.
      if (!named.has(shipment + country)) named.set(shipment + country, { shipment, country, position });
    }
  }
  await bulkInsert(tx, "shipment_countries", [...named.values()], "do nothing");
}

/** Overwrites participants and their keys. */
export async function storeParticipants(tx: Kysely<Schema>, participants: readonly Participant[]): Promise<void> {
  const rows = participants.map(participantToRows);
  await bulkInsert(
    tx,
    "participants",
    rows.map((row) => row.participant),
    overwrite("id", ["name", "roles", "jurisdiction", "suspended"]),
  );
  await bulkInsert(
    tx,
    "keys",
    rows.flatMap((row) => row.keys),
    overwrite("address", ["valid_from", "valid_until"]),
  );
}

/** How often a submission is signed on a new head before it counts as refused: somebody else writes all the time. */
const TRIES = 20;

async function settle(tx: Kysely<Schema>, changes: BlockChanges, now: number): Promise<Settled> {
  const mined = await markMined(tx, changes.transactions);
  const own = new Set(mined.map(({ hash }) => hash));
  const outcomes = new Map<string, FollowedRefusal | "recorded">();
  // Anyone can submit our entry with a bad signature and have it refused; only our own transaction's word counts.
  for (const refusal of changes.refusals) {
    if (own.has(refusal.transactionHash)) outcomes.set(refusal.hash, refusal);
  }
  for (const entry of changes.entries) outcomes.set(entry.hash, "recorded");
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

  const stale = attempts.filter(({ hash, previous }) => previous === null && isStale(outcomes.get(hash)));
  const tries = await countTries(
    tx,
    stale.map(({ submission }) => submission),
  );
  const settled = attempts.map(({ submission, author, acceptedAtMs, ...attempt }) => {
    const hash = attempt.hash as EntryHash;
    const result = outcomes.get(hash);
    if (result === undefined || result === "recorded") {
      return { submission, author, acceptedAtMs, hash, outcome: "recorded" as const };
    }
    const outcome = (tries.get(submission) ?? TRIES) < TRIES ? ("overtaken" as const) : ("refused" as const);
    return { submission, author, acceptedAtMs, hash, outcome, ...result.failure };
  });

  const recorded = settled.filter(({ outcome }) => outcome === "recorded").map(({ submission }) => submission);
  await markRecorded(tx, recorded, now);
  await noteRecorded(tx, recorded);
  for (const refused of settled) {
    if (refused.outcome !== "refused") continue;
    const { hash, code, facts } = refused;
    await tx
      .updateTable("submissions")
      .set({ state: "refused", entry: hash, code, facts: JSON.stringify(facts), settled_at_ms: now })
      .where("id", "=", refused.submission)
      .where("state", "=", "accepted")
      .execute();
  }
  return { settled, minedBatches: mined.map(({ batch }) => batch) };
}

const isStale = (outcome: FollowedRefusal | "recorded" | undefined): boolean =>
  typeof outcome === "object" && outcome.failure.code === "ShipmentLedgerStale";

/** How often each of these submissions was signed. */
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

async function markMined(tx: Kysely<Schema>, transactions: BlockChanges["transactions"]) {
  if (transactions.length === 0) return [];
  const blocks = new Map(transactions.map(({ hash, block }) => [hash as string, block]));
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
