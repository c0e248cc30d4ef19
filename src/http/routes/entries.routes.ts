import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import { PayloadDisclosureSchema, ErasureSchema } from "../../api/payload.ts";
import type { Caller } from "../../gateway/caller.ts";
import { disclosePayload, erasePayload } from "../../gateway/read/payloads.ts";
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
import type { Services } from "../services.ts";
import { isRecorded, preferenceApplied, settle } from "./settle.ts";
import { RECORDING_PROBLEMS } from "./recording-problems.ts";

const tag = "Entries";
const params = inline({ hash: Bytes32Schema });

const RECORDING_REPLIES = {
  201: {
    description: "The entry was recorded while the client waited.",
    schema: EntryDetailSchema,
    headers: { Location: "The entry.", "Preference-Applied": "How long the answer could be held back." },
  },
  202: {
    description: "The entry was accepted and will be recorded or refused: the submission tells.",
    schema: SubmissionSchema,
    headers: { Location: "The submission." },
  },
} as const;

const postEntry = route({
  method: "post",
  path: "/v1/entries",
  operation: "postEntry",
  tag,
  summary: "Record an entry of any kind",
  description:
    "The gateway signs for the caller. An entry that is overtaken by another on the same shipment is signed again on the new head, unless `previous` names the head that it must follow.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: EntryDraftSchema },
  replies: RECORDING_REPLIES,
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body, idempotency, waitMs }, services) => {
  const [acceptance] = await services.recorder.submit(caller, [body], idempotency);
  return recordingReply(await settle(acceptance, waitMs, services), waitMs, caller, services);
});

const postEntries = route({
  method: "post",
  path: "/v1/entries/bulk",
  operation: "postEntries",
  tag,
  summary: "Record many entries, each on its own",
  description:
    "Each entry is accepted or not by itself, and the answer has a result for each, in order, so that its status says nothing about the entries: 202 while some are unsettled, 200 when all are settled. `Prefer: wait` waits for all. Entries of one shipment are recorded in the order given.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: {
    kind: "bulk",
    schema: EntryDraftSchema,
    description: `A JSON array of up to ${ARRAY_ENTRIES} entries, or up to ${NDJSON_ENTRIES} as NDJSON, one on each line.`,
  },
  replies: {
    200: {
      description: "All entries are recorded, refused or were not accepted.",
      schema: BulkResultSchema,
      headers: { "Preference-Applied": "How long the answer could be held back." },
    },
    202: { description: "Some entries are accepted and not settled yet.", schema: BulkResultSchema },
  },
  problems: ["IdempotencyKeyReused", "GatewayBusy", "TooManyUnsettled"],
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
    return { submission: settled.get(result.submission.id) ?? result.submission };
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
  summary: "Make an entry ready for the caller's own wallet",
  description:
    "For participants that keep their keys themselves. Nothing is stored: sign `typedData`, and send `prepared` back with the signature to /v1/entries/signed. It stays good while the shipment's head stays.",
  access: "record",
  body: { kind: "json", schema: EntryDraftSchema },
  replies: { 200: { description: "What to sign.", schema: PreparationSchema } },
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body }, { recorder }) => {
  return { status: 200, body: await recorder.prepare(caller, body) };
});

const postPrepared = route({
  method: "post",
  path: "/v1/entries/prepared",
  operation: "postPreparedEntry",
  tag,
  summary: "Record a prepared entry as it is, signed by the gateway",
  description:
    "For whoever has looked at what will be signed: the entry has the hash that preparing gave, or is refused as stale when the shipment's head moved meanwhile.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: PreparedDraftSchema },
  replies: RECORDING_REPLIES,
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body, idempotency, waitMs }, services) => {
  const acceptance = await services.recorder.relay(caller, body, idempotency);
  return recordingReply(await settle(acceptance, waitMs, services), waitMs, caller, services);
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
  return recordingReply(await settle(acceptance, waitMs, services), waitMs, caller, services);
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

const disclose = route({
  method: "get",
  path: "/v1/entries/{hash}/payload",
  operation: "disclosePayload",
  tag,
  summary: "Disclose fields of a payload",
  description: "The answer can be handed to anybody, who can check it against the commitment without seeing the rest.",
  access: "read",
  params,
  query: inline({
    disclose: Type.Optional(
      Type.String({
        maxLength: 2_000,
        description: "JSON Pointers (RFC 6901) of the fields, separated by commas; the whole payload when absent.",
      }),
    ),
  }),
  replies: { 200: { description: "The disclosure.", schema: PayloadDisclosureSchema } },
  problems: ["EntryUnknown", "PayloadNotHeld", "PayloadErased", "DisclosureUnknownField"],
}).handledBy(async ({ caller, params: { hash }, query }, { reading }) => {
  const pointers = query.disclose === undefined ? [""] : query.disclose.split(",");
  return { status: 200, body: await disclosePayload(reading, caller, hash, pointers) };
});

const erase = route({
  method: "delete",
  path: "/v1/entries/{hash}/payload",
  operation: "erasePayload",
  tag,
  summary: "Erase a payload for good",
  description: "Only the entry's author may. The ledger keeps the commitment, which tells nothing without the payload.",
  access: "record",
  params,
  replies: { 200: { description: "What is left.", schema: ErasureSchema } },
  problems: ["EntryUnknown", "PayloadNotHeld", "NotAuthorOfPayload"],
}).handledBy(async ({ caller, params: { hash } }, { reading }) => {
  return { status: 200, body: await erasePayload(reading, caller, hash) };
});

async function recordingReply(submission: Submission, waitMs: number, caller: Caller, { reading }: Services) {
  const headers = preferenceApplied(waitMs);
  if (isRecorded(submission)) {
    try {
      const body = await readEntry(reading, caller, submission.entry);
      return { status: 201, body, headers: { ...headers, Location: `/v1/entries/${submission.entry}` } } as const;
    } catch (error) {
      // A reorganisation took it back between the two reads: it is on its way again.
      if (!PortolanError.is(error, "EntryUnknown")) throw error;
    }
  }
  const Location = `/v1/submissions/${submission.id}`;
  return { status: 202, body: submission, headers: { ...headers, Location } } as const;
}

function isFailure(item: object): item is Failure {
  return "code" in item;
}

/** The submissions by id, once all are settled or the time is up. */
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
  disclose,
  erase,
];
