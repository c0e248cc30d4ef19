import { type ErrorBehaviour } from "../../api/epcis/job.ts";
import type { Kysely } from "kysely";
import type { EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { fromJsonText, toJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import { kindOf, type Kind } from "../../domain/rules/kind.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { findIndexedKeys, indexEvents, type EventIndex } from "./events.ts";
import { refusalOf, type OpenSubmission } from "../outbox/submissions.ts";
import { oneOf } from "../query/one-of.ts";
import type { Database } from "../open-database.ts";
import type { Schema } from "../schema.ts";
import { statement } from "../query/statement.ts";
import { transaction } from "../transaction.ts";
import type { EpcisJobsTable } from "./tables.ts";
import { itemAt } from "../../domain/item-at.ts";

/** A capture job. Problems and warnings are JSON of the capture, opaque to the store. */
export interface JobRecord {
  readonly id: string;
  readonly participant: ParticipantId;
  readonly behaviour: ErrorBehaviour;
  readonly events: number;
  /** JSON Pointer to the list of the events in the document; empty for a document of one event. */
  readonly list: string;
  /** Unix milliseconds. */
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly problems: string;
  readonly warnings: string;
}

/** The event of one draft of a capture, and how far the draft fulfils it. */
export interface CapturedDraft {
  /** Index of its event in the document. */
  readonly event: number;
  readonly eventID: string;
  /** Number of the kind that the event means. */
  readonly meant: number;
  readonly discrepancy: Failure | null;
  /** The refused submission that this draft replaces. */
  readonly standsFor: number | null;
}

/** An event to be indexed, with the indexes of the request's drafts that carry it. */
export interface CapturedEvent {
  readonly key: string;
  readonly indexed: EventIndex;
  readonly drafts: readonly number[];
}

/** The data that is stored with the submissions of a capture, in their transaction. All of it is plain data. */
export interface CaptureRecord {
  /** The new job, or the id of the job that continues. */
  readonly job: JobRecord | string;
  readonly events: readonly CapturedEvent[];
  /** One for each draft of the request. */
  readonly drafts: readonly CapturedDraft[];
}

/** Whether, since the record was made, no other request captured one of its events or replaced one of its entries. */
export async function admitsCapture(tx: Kysely<Schema>, { events, drafts }: CaptureRecord): Promise<boolean> {
  const keys = events.map(({ key }) => key);
  if (keys.length > 0 && (await findIndexedKeys(tx, keys)).size > 0) return false;
  const standIns = drafts.flatMap(({ standsFor }) => standsFor ?? []);
  if (standIns.length === 0) return true;
  const taken = await tx
    .selectFrom("epcis_job_entries")
    .select("submission")
    .where(oneOf(tx, "stands_for", standIns))
    .executeTakeFirst();
  return taken === undefined;
}

/** @param submissions The accepted submissions of the drafts, in the order of the drafts. */
export async function storeCapture(
  tx: Kysely<Schema>,
  { job, events, drafts }: CaptureRecord,
  submissions: readonly Pick<OpenSubmission, "id" | "entry">[],
): Promise<void> {
  if (typeof job !== "string") await tx.insertInto("epcis_jobs").values(jobToRow(job)).execute();
  const jobId = typeof job === "string" ? job : job.id;
  await indexEvents(
    tx,
    events.map(({ key, indexed, drafts: indexes }) => {
      const { id, entry } = itemAt(submissions, Math.min(...indexes));
      return { ...indexed, key, id, author: entry.author, commitment: entry.commitment };
    }),
  );
  await bulkInsert(
    tx,
    "epcis_job_entries",
    drafts.map(({ event, eventID, meant, discrepancy, standsFor }, index) => ({
      submission: itemAt(submissions, index).id,
      job: jobId,
      event,
      event_id: eventID,
      meant,
      discrepancy: discrepancy && toJsonText(discrepancy),
      stands_for: standsFor,
    })),
  );
}

/** Stores a job without submissions. */
export const insertJob = transaction(import.meta.url, "insertJob", async (tx, job: JobRecord) => {
  await tx.insertInto("epcis_jobs").values(jobToRow(job)).execute();
});

/** Ends a job that has not ended before. */
export const finishJob = transaction(
  import.meta.url,
  "finishJob",
  async (tx, id: string, problems: string, now: number) => {
    await tx
      .updateTable("epcis_jobs")
      .set({ problems, finished_at_ms: now })
      .where("id", "=", id)
      .where("finished_at_ms", "is", null)
      .execute();
  },
);

export async function readJob(db: Database, id: string): Promise<JobRecord | undefined> {
  const row = await db.reader.selectFrom("epcis_jobs").selectAll().where("id", "=", id).executeTakeFirst();
  return row && rowToJob(row);
}

/** A participant's jobs, newest first. @param before The last job of the previous page. */
export async function listJobs(
  db: Database,
  participant: ParticipantId,
  before: { readonly createdAtMs: number; readonly id: string } | undefined,
  limit: number,
): Promise<JobRecord[]> {
  let query = db.reader.selectFrom("epcis_jobs").selectAll().where("participant", "=", participant);
  if (before !== undefined) {
    const { createdAtMs, id } = before;
    query = query.where(({ eb, and, or }) =>
      or([eb("created_at_ms", "<", createdAtMs), and([eb("created_at_ms", "=", createdAtMs), eb("id", "<", id)])]),
    );
  }
  const rows = await query.orderBy("created_at_ms", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(rowToJob);
}

/** The jobs with unsettled submissions when the gateway stopped, oldest first. */
export async function readRunningJobs(db: Database): Promise<JobRecord[]> {
  const rows = await db.reader
    .selectFrom("epcis_jobs")
    .selectAll()
    .where("finished_at_ms", "is", null)
    .orderBy("created_at_ms")
    .execute();
  return rows.map(rowToJob);
}

/** One submission of a job and its outcome. */
export interface JobEntryRecord {
  readonly submission: number;
  readonly event: number;
  readonly eventID: string;
  readonly shipment: ShipmentId;
  readonly commitment: Hex;
  readonly occurredAt: number;
  readonly meant: Kind;
  readonly kind: Kind;
  readonly state: "accepted" | "recorded" | "refused";
  readonly entry: EntryHash | null;
  readonly refusal: Failure | null;
  readonly discrepancy: Failure | null;
  readonly standsFor: number | null;
}

const entriesOfJob = statement<{
  submission: number;
  event: number;
  eventID: string;
  shipment: ShipmentId;
  commitment: Hex;
  occurredAt: number;
  meant: number;
  kind: number;
  state: JobEntryRecord["state"];
  entry: EntryHash | null;
  code: ErrorCode | null;
  facts: JsonText<Failure["facts"]> | null;
  discrepancy: JsonText<Failure> | null;
  standsFor: number | null;
}>(`select j.submission, j.event, j.event_id as "eventID", s.shipment, s.commitment, s.occurred_at as "occurredAt",
    j.meant, s.kind, s.state, s.entry, s.code, s.facts, j.discrepancy, j.stands_for as "standsFor"
  from epcis_job_entries j join submissions s on s.id = j.submission where j.job = ?1 order by j.submission`);

/** The submissions of a job, in order of acceptance. */
export async function readJobEntries(db: Database, job: string): Promise<JobEntryRecord[]> {
  const rows = await entriesOfJob(db, [job]);
  return rows.map(({ code, facts, discrepancy, meant, kind, ...rest }) => ({
    ...rest,
    meant: kindOf(meant),
    kind: kindOf(kind),
    refusal: refusalOf(code, facts),
    discrepancy: discrepancy && fromJsonText(discrepancy),
  }));
}

function jobToRow(job: JobRecord): EpcisJobsTable {
  return {
    id: job.id,
    participant: job.participant,
    behaviour: job.behaviour,
    events: job.events,
    list: job.list,
    created_at_ms: job.createdAtMs,
    finished_at_ms: job.finishedAtMs,
    problems: job.problems,
    warnings: job.warnings,
  };
}

function rowToJob(row: EpcisJobsTable): JobRecord {
  return {
    id: row.id,
    participant: row.participant,
    behaviour: row.behaviour,
    events: row.events,
    list: row.list,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms,
    problems: row.problems,
    warnings: row.warnings,
  };
}
