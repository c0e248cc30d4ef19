import { AudienceSchema } from "../../api/audience.ts";
import { predictAudience, readAudience } from "../../gateway/read/audience.ts";
import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import { PayloadDisclosureSchema, ErasureSchema } from "../../api/payload.ts";
import type { Caller } from "../../gateway/caller.ts";
import { disclosePayload, erasePayload } from "../../gateway/read/payloads.ts";
import { draftWarnings, preparedWarnings } from "../../gateway/record/draft-warnings.ts";
import { listEntries, readEntry } from "../../gateway/read/entries.ts";
import { ARRAY_ENTRIES, NDJSON_ENTRIES } from "../serve/body-limits.ts";
import { route } from "../serve/route.ts";
import {
  EntryDetailSchema,
  EntryDraftSchema,
  EntryViewSchema,
  PreparationSchema,
  PreparedDraftSchema,
  SignedDraftSchema,
} from "../../api/entry.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { Bytes32Schema, KindSchema, ParticipantIdSchema, UnixSecondsSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { BulkResultSchema, SubmissionSchema, type Submission } from "../../api/submission.ts";
import { warned, type Warning } from "../../api/warning.ts";
import type { Services } from "../services.ts";
import { isRecorded, preferenceApplied, awaitOutcome } from "./await-outcome.ts";
import { RECORDING_PROBLEMS } from "./recording-problems.ts";

const tag = "Entries";
const params = inline({ hash: Bytes32Schema });

const RECORDING_REPLIES = {
  201: {
    description: "The entry is recorded.",
    schema: EntryDetailSchema,
    headers: { Location: "URL of the entry.", "Preference-Applied": "The longest wait that the server granted." },
  },
  202: {
    description: "The entry was accepted. The submission shows its outcome.",
    schema: SubmissionSchema,
    headers: { Location: "URL of the submission." },
  },
} as const;

const postEntry = route({
  method: "post",
  path: "/v1/entries",
  operation: "postEntry",
  tag,
  summary: "Record an entry of any kind",
  description:
    "The gateway signs for the caller. If another entry changes the shipment's head first, the gateway signs again on the new head. An entry with `previous` is then refused instead.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: EntryDraftSchema },
  replies: RECORDING_REPLIES,
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body, idempotency, waitMs }, services) => {
  const [acceptance] = await services.recorder.submit(caller, [body], idempotency);
  return recordingReply(
    await awaitOutcome(acceptance, waitMs, services),
    waitMs,
    caller,
    services,
    draftWarnings(body),
  );
});

const postEntries = route({
  method: "post",
  path: "/v1/entries/bulk",
  operation: "postEntries",
  tag,
  summary: "Record many independent entries",
  description:
    "The gateway accepts or refuses each entry separately; the answer has one result for each entry, in order. The status is 202 while accepted entries are unsettled, and 200 otherwise. `Prefer: wait` waits for all entries. Entries of one shipment are recorded in the order of the request.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: {
    kind: "bulk",
    schema: EntryDraftSchema,
    description: `A JSON array of at most ${ARRAY_ENTRIES} entries, or NDJSON of at most ${NDJSON_ENTRIES} entries, one on each line.`,
  },
  replies: {
    200: {
      description: "No accepted entry is unsettled.",
      schema: BulkResultSchema,
      headers: { "Preference-Applied": "The longest wait that the server granted." },
    },
    202: { description: "Some accepted entries are not yet recorded or refused.", schema: BulkResultSchema },
  },
  problems: ["IdempotencyKeyReused", "RelayMissing", "GatewayBusy", "TooManyUnsettled"],
}).handledBy(async ({ caller, body, idempotency, waitMs }, { recorder }) => {
  const drafts = body.flatMap((item) => (isFailure(item) ? [] : [item]));
  const acceptances = await recorder.submit(caller, drafts, idempotency);
  const submissions = acceptances.flatMap((acceptance) => ("submission" in acceptance ? [acceptance.submission] : []));
  const settled = await awaitAll(submissions, waitMs, recorder);

  let draft = 0;
  const results = body.map((item) => {
    const result = isFailure(item) ? item : acceptances[draft++];
    if (result === undefined) throw new Error("an entry that was submitted got no acceptance");
    if ("code" in result) return { refusal: result };
    const submission = settled.get(result.submission.id) ?? result.submission;
    return { submission: isFailure(item) ? submission : { ...submission, ...warned(draftWarnings(item)) } };
  });
  const open = results.some(({ submission }) => submission?.state === "accepted");
  const answer = {
    headers: preferenceApplied(waitMs),
    body: { results, accepted: submissions.length, refused: results.length - submissions.length },
  };
  return open ? { status: 202, ...answer } : { status: 200, ...answer };
});

const prepareEntry = route({
  method: "post",
  path: "/v1/entries/prepare",
  operation: "prepareEntry",
  tag,
  summary: "Prepare an entry for the caller's wallet",
  description:
    "For participants whose keys the gateway does not hold. Sign `typedData`, then send `prepared` with the signature to /v1/entries/signed. The gateway stores nothing. The preparation is valid until the shipment's head changes.",
  access: "record",
  body: { kind: "json", schema: EntryDraftSchema },
  replies: { 200: { description: "The prepared entry and its typed data.", schema: PreparationSchema } },
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body }, { recorder, reading, directory }) => {
  const preparation = await recorder.prepare(caller, body);
  const audience = await predictAudience({ ...reading, directory }, preparation.prepared);
  return { status: 200, body: { ...preparation, audience } };
});

const postPrepared = route({
  method: "post",
  path: "/v1/entries/prepared",
  operation: "postPreparedEntry",
  tag,
  summary: "Record a prepared entry, which the gateway signs unchanged",
  description:
    "For callers that review an entry before it is signed. The recorded entry has the hash of the preparation. If the shipment's head has changed since, the entry is refused as stale.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: PreparedDraftSchema },
  replies: RECORDING_REPLIES,
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body, idempotency, waitMs }, services) => {
  const acceptance = await services.recorder.relay(caller, body, idempotency);
  const outcome = await awaitOutcome(acceptance, waitMs, services);
  return recordingReply(outcome, waitMs, caller, services, preparedWarnings(body.prepared).map(inPrepared));
});

const postSigned = route({
  method: "post",
  path: "/v1/entries/signed",
  operation: "postSignedEntry",
  tag,
  summary: "Record an entry that the caller has signed",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: SignedDraftSchema },
  replies: RECORDING_REPLIES,
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body, idempotency, waitMs }, services) => {
  const acceptance = await services.recorder.relay(caller, body, idempotency);
  const outcome = await awaitOutcome(acceptance, waitMs, services);
  return recordingReply(outcome, waitMs, caller, services, preparedWarnings(body.prepared).map(inPrepared));
});

const listAll = route({
  method: "get",
  path: "/v1/entries",
  operation: "listEntries",
  tag,
  summary: "List entries, newest first",
  access: "read",
  query: inline({
    author: Type.Optional(ParticipantIdSchema),
    kind: Type.Optional(KindSchema),
    shipment: Type.Optional(Bytes32Schema),
    recordedSince: Type.Optional(UnixSecondsSchema),
    recordedBefore: Type.Optional(UnixSecondsSchema),
    ...PAGE_QUERY,
  }),
  replies: { 200: { description: "A page of entries.", schema: pageOf(EntryViewSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query: { limit, cursor, ...filter } }, { reading }) => {
  return { status: 200, body: await listEntries(reading, caller, filter, { limit, cursor }) };
});

const readOne = route({
  method: "get",
  path: "/v1/entries/{hash}",
  operation: "readEntry",
  tag,
  summary: "Read an entry with its payload",
  access: "read",
  params,
  replies: { 200: { description: "The entry.", schema: EntryDetailSchema } },
  problems: ["EntryUnknown"],
}).handledBy(async ({ caller, params: { hash } }, { reading }) => {
  return { status: 200, body: await readEntry(reading, caller, hash) };
});

const audience = route({
  method: "get",
  path: "/v1/entries/{hash}/audience",
  operation: "readAudience",
  tag,
  summary: "List who reads an entry's payload, by which rule",
  description:
    "A caller that does not read the whole payload gets the readers by the ledger's facts, and itself: the countries in a payload are part of it.",
  access: "read",
  params,
  replies: { 200: { description: "The readers.", schema: AudienceSchema } },
  problems: ["EntryUnknown"],
}).handledBy(async ({ caller, params: { hash } }, { reading, directory }) => {
  return { status: 200, body: await readAudience({ ...reading, directory }, caller, hash) };
});

const disclose = route({
  method: "get",
  path: "/v1/entries/{hash}/payload",
  operation: "disclosePayload",
  tag,
  summary: "Disclose fields of a payload",
  description: "Any recipient can verify the disclosed fields against the commitment without the other fields.",
  access: "read",
  params,
  query: inline({
    disclose: Type.Optional(
      Type.String({
        maxLength: 2_000,
        description:
          "JSON Pointers (RFC 6901) of the fields to disclose, separated by commas; when absent, all fields that the caller reads.",
      }),
    ),
  }),
  replies: { 200: { description: "The disclosure.", schema: PayloadDisclosureSchema } },
  problems: ["EntryUnknown", "PayloadNotHeld", "PayloadErased", "DisclosureUnknownField", "FieldWithheld"],
}).handledBy(async ({ caller, params: { hash }, query }, { reading }) => {
  return { status: 200, body: await disclosePayload(reading, caller, hash, query.disclose?.split(",")) };
});

const erase = route({
  method: "delete",
  path: "/v1/entries/{hash}/payload",
  operation: "erasePayload",
  tag,
  summary: "Erase a payload permanently",
  description:
    "Only the entry's author may erase it. The ledger keeps the commitment, which reveals nothing about the payload.",
  access: "record",
  params,
  replies: { 200: { description: "The payload is erased.", schema: ErasureSchema } },
  problems: ["EntryUnknown", "PayloadNotHeld", "NotAuthorOfPayload"],
}).handledBy(async ({ caller, params: { hash } }, { reading }) => {
  return { status: 200, body: await erasePayload(reading, caller, hash) };
});

const inPrepared = (warning: Warning): Warning => ({ ...warning, pointer: `/prepared${warning.pointer}` });

async function recordingReply(
  submission: Submission,
  waitMs: number,
  caller: Caller,
  { reading }: Services,
  warnings: readonly Warning[] = [],
) {
  const headers = preferenceApplied(waitMs);
  if (isRecorded(submission)) {
    try {
      const body = await readEntry(reading, caller, submission.entry);
      return {
        status: 201,
        body: { ...body, ...warned(warnings) },
        headers: { ...headers, Location: `/v1/entries/${submission.entry}` },
      } as const;
    } catch (error) {
      // A reorganisation removed the entry between the two reads; the gateway sends it again.
      if (!PortolanError.is(error, "EntryUnknown")) throw error;
    }
  }
  const Location = `/v1/submissions/${submission.id}`;
  const body = { ...submission, ...warned(warnings) };
  return { status: 202, body, headers: { ...headers, Location } } as const;
}

function isFailure(item: object): item is Failure {
  return "code" in item;
}

/** Waits until all submissions are settled or the time is up, and gives the settled submissions by id. */
async function awaitAll(submissions: readonly Submission[], waitMs: number, recorder: Services["recorder"]) {
  const open = submissions.filter(({ state }) => state === "accepted").map(({ id }) => id);
  const settled = waitMs === 0 || open.length === 0 ? [] : await recorder.settled(open, waitMs);
  return new Map(settled.map((submission) => [submission.id, submission]));
}

export const ENTRY_ROUTES = [
  postEntry,
  postEntries,
  prepareEntry,
  postPrepared,
  postSigned,
  listAll,
  readOne,
  audience,
  disclose,
  erase,
];
