import type { Kysely } from "kysely";
import { isDeepStrictEqual } from "node:util";
import type { Bytes32, ParticipantId, UnlinkedEntry } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { fromJsonText, toJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import { numberOf } from "../access/visibility.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { entryFromColumns, entryToColumns } from "../chain/entry-columns.ts";
import { admitsCapture, storeCapture, type CaptureRecord } from "../epcis/jobs.ts";
import type { Schema } from "../schema.ts";
import { actToColumns } from "../cooperation/rows.ts";
import type { ActRecordsTable } from "../cooperation/tables.ts";
import type { OpenAct, OpenStatement, OpenSubmission } from "./submissions.ts";
import { takeSubmissionIds } from "./take-submission-ids.ts";
import { transaction } from "../transaction.ts";
import type { ActSubmissionsTable, IdentitiesTable, PayloadsTable, RequestsTable, SubmissionsTable } from "./tables.ts";

/** A draft that passed every check of the gateway. */
export interface AcceptedDraft {
  readonly submission: Omit<OpenSubmission, "id">;
  readonly payload: {
    readonly body: JsonText<JsonObject>;
    readonly seed: Bytes32;
    readonly summary: JsonText<Summary>;
    readonly countries: readonly string[];
  };
  /** For a Consign: the data from which its shipment's id is derived. */
  readonly identity?: { readonly identifier: string; readonly blind: Bytes32 };
}

/** A draft of an act that passed every check of the gateway. The gateway signs it on the head of its matter. */
export interface AcceptedAct {
  readonly act: Omit<OpenAct, "id" | "previous" | "signature">;
  /** The record to which the act commits; absent when it repeats the commitment of an earlier act. */
  readonly record?: { readonly body: JsonText<JsonObject>; readonly seed: Bytes32 };
}

/** One request: for each draft the accepted draft or its error. */
export interface AcceptRequest {
  readonly participant: ParticipantId;
  readonly idempotency?: { readonly key: string; readonly digest: string };
  readonly drafts: readonly (AcceptedDraft | AcceptedAct | Failure)[];
  /** The record of the captured EPCIS events, stored with the submissions; then no draft has an error. */
  readonly capture?: CaptureRecord;
}

/** For each draft the id of its submission or its error. `fresh` holds the submissions that this call made. */
export interface AcceptedRequest {
  readonly results: readonly (number | Failure)[];
  readonly fresh: readonly OpenSubmission[];
  readonly freshActs: readonly OpenAct[];
}

/**
 * The reason why nothing was accepted: the idempotency key belongs to another body, or another request captured one of
 * the events.
 */
export type NotAccepted = "key reused" | "captured before";

/**
 * Stores idempotency keys, submissions, payloads and identities of all these requests in one transaction. When it
 * resolves they survive any crash; when it rejects nothing is stored. The row lock of the counter makes ids follow the
 * order of commits, also across gateways on one database.
 */
export const acceptRequests = transaction(
  import.meta.url,
  "acceptRequests",
  async (tx, requests: readonly AcceptRequest[]): Promise<(AcceptedRequest | NotAccepted)[]> => {
    const fresh = requests.reduce((count, request) => count + request.drafts.length, 0);
    let id = await takeSubmissionIds(tx, fresh);
    const earlier = await readEarlier(tx, requests);
    const rows: NewRows = {
      ...{ requests: [], identities: [], payloads: [], submissions: [] },
      ...{ actSubmissions: [], actRecords: [] },
    };
    const outcomes: (AcceptedRequest | NotAccepted)[] = [];

    for (const request of requests) {
      const key = request.idempotency && requestKey(request.participant, request.idempotency.key);
      const before = key === undefined ? undefined : earlier.get(key);
      if (before !== undefined) {
        const same = before.digest === request.idempotency?.digest;
        outcomes.push(same ? { results: before.results, fresh: [], freshActs: [] } : "key reused");
        continue;
      }
      if (request.capture !== undefined && !(await admitsCapture(tx, request.capture))) {
        outcomes.push("captured before");
        continue;
      }
      const same = await findSame(tx, rows, request.drafts);
      const outcome = addDrafts(rows, request.drafts, same, () => id++);
      outcomes.push(outcome);
      // A request without an accepted draft is judged again when it is repeated.
      if (request.idempotency !== undefined && key !== undefined && countAccepted(outcome) + same.size > 0) {
        earlier.set(key, { digest: request.idempotency.digest, results: outcome.results });
        rows.requests.push({
          participant: request.participant,
          idempotency_key: request.idempotency.key,
          digest: request.idempotency.digest,
          results: toJsonText(outcome.results),
          accepted_at: Math.floor(Date.now() / 1000),
        });
      }
      // Before the next request of the transaction, which may capture the same event.
      if (request.capture !== undefined) await storeCapture(tx, request.capture, outcome.fresh);
    }

    await bulkInsert(tx, "requests", rows.requests);
    // The ledger refuses a repeated opening that its author signed: it must not overwrite the first one's identity.
    await bulkInsert(tx, "identities", rows.identities, "do nothing");
    await bulkInsert(tx, "payloads", rows.payloads, "do nothing");
    await bulkInsert(tx, "submissions", rows.submissions);
    await bulkInsert(tx, "act_records", rows.actRecords, "do nothing");
    await bulkInsert(tx, "act_submissions", rows.actSubmissions);
    return outcomes;
  },
);

const WHOLE = numberOf("all");

/** Rows to be inserted. */
interface NewRows {
  readonly requests: RequestsTable[];
  readonly identities: IdentitiesTable[];
  readonly payloads: PayloadsTable[];
  readonly submissions: SubmissionsTable[];
  readonly actSubmissions: ActSubmissionsTable[];
  readonly actRecords: ActRecordsTable[];
}

const countAccepted = ({ fresh, freshActs }: AcceptedRequest): number => fresh.length + freshActs.length;

function addDrafts(
  rows: NewRows,
  drafts: AcceptRequest["drafts"],
  same: ReadonlyMap<AcceptedDraft, number>,
  nextId: () => number,
): AcceptedRequest {
  const fresh: OpenSubmission[] = [];
  const freshActs: OpenAct[] = [];
  const commitments = new Set<Bytes32>();
  const results = drafts.map((draft) => {
    if ("code" in draft) return draft;
    if ("act" in draft) {
      const submission: OpenAct = { ...draft.act, id: nextId(), previous: null, signature: null };
      freshActs.push(submission);
      addAct(rows, submission, draft);
      return submission.id;
    }
    const before = same.get(draft);
    if (before !== undefined) return before;
    const submission: OpenSubmission = { id: nextId(), ...draft.submission };
    const { shipment, author, commitment } = submission.entry;
    fresh.push(submission);
    rows.submissions.push(submissionToRow(submission));
    if (!commitments.has(commitment)) rows.payloads.push(payloadToRow(submission.entry, draft.payload));
    commitments.add(commitment);
    if (draft.identity !== undefined) rows.identities.push({ shipment, ...draft.identity, opened_by: author });
    return submission.id;
  });
  return { results, fresh, freshActs };
}

function addAct(rows: NewRows, submission: OpenAct, { record }: AcceptedAct): void {
  const { commitment, author } = submission.entry;
  rows.actSubmissions.push({ ...actToColumns(submission.entry), ...outboxColumns(submission) });
  if (record !== undefined) rows.actRecords.push({ commitment, author, ...record, view: WHOLE, disclosure: null });
}

/**
 * The existing submissions of entries that were prepared and sent before. The chain records such an entry once: a
 * second submission of it would never settle.
 */
async function findSame(
  tx: Kysely<Schema>,
  rows: NewRows,
  drafts: AcceptRequest["drafts"],
): Promise<ReadonlyMap<AcceptedDraft, number>> {
  const same = new Map<AcceptedDraft, number>();
  for (const draft of drafts) {
    if ("code" in draft || "act" in draft || draft.submission.previous === null) continue;
    const { entry, previous } = draft.submission;
    const columns = { ...entryToColumns(entry), previous };
    const isSame = (row: SubmissionsTable) =>
      row.commitment === entry.commitment &&
      isDeepStrictEqual({ ...entryToColumns(entryFromColumns(row)), previous: row.previous }, columns);
    const found =
      rows.submissions.find(isSame) ??
      (await tx
        .selectFrom("submissions")
        .select("id")
        .where("previous", "is not", null)
        .where(({ and }) => and(columns))
        .executeTakeFirst());
    if (found !== undefined) same.set(draft, found.id);
  }
  return same;
}

function payloadToRow(
  { commitment, author }: UnlinkedEntry,
  { body, seed, summary, countries }: AcceptedDraft["payload"],
): PayloadsTable {
  return {
    commitment,
    body,
    seed,
    disclosure: null,
    view: WHOLE,
    summary,
    countries: countries.join(),
    author,
    erased_at: null,
  };
}

function submissionToRow(submission: OpenSubmission): SubmissionsTable {
  return { ...entryToColumns(submission.entry), ...outboxColumns(submission) };
}

/** The columns of a new submission to either ledger. */
function outboxColumns(submission: OpenStatement) {
  return {
    id: submission.id,
    previous: submission.previous,
    signature: submission.signature,
    state: "accepted" as const,
    entry: null,
    code: null,
    facts: null,
    accepted_at_ms: submission.acceptedAtMs,
    settled_at_ms: null,
  };
}

const requestKey = (participant: ParticipantId, key: string) => `${participant} ${key}`;

async function readEarlier(tx: Kysely<Schema>, requests: readonly AcceptRequest[]) {
  const earlier = new Map<string, { digest: string; results: readonly (number | Failure)[] }>();
  const keyed = requests.filter((request) => request.idempotency !== undefined);
  if (keyed.length === 0) return earlier;
  const found = await tx
    .selectFrom("requests")
    .selectAll()
    .where(
      "participant",
      "in",
      keyed.map((request) => request.participant),
    )
    .where(
      "idempotency_key",
      "in",
      keyed.map((request) => request.idempotency?.key ?? ""),
    )
    .execute();
  for (const row of found) {
    const { digest, results } = row;
    earlier.set(requestKey(row.participant, row.idempotency_key), { digest, results: fromJsonText(results) });
  }
  return earlier;
}
