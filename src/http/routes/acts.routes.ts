import { Type } from "@sinclair/typebox";
import { ActDraftSchema, ActPageSchema, ActPreviewSchema, ActSubmissionSchema } from "../../api/act.ts";
import {
  HandoverDetailSchema,
  HandoverPageSchema,
  MATTER_QUERY,
  MatterDetailSchema,
  MatterPageSchema,
} from "../../api/matter.ts";
import { PAGE_QUERY } from "../../api/page.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { COOPERATION_ERRORS } from "../../domain/errors/cooperation.errors.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { keysOf } from "../../domain/keys-of.ts";
import {
  listActsOfMatter,
  listHandovers,
  listMatters,
  readHandover,
  readMatter,
} from "../../gateway/cooperation/matters.ts";
import { route } from "../serve/route.ts";
import { preferenceApplied } from "./await-outcome.ts";

const tag = "Cooperation";
const ofMatter = inline({ matter: Bytes32Schema });

/** The errors of a draft of an act. */
const DRAFT_PROBLEMS: readonly ErrorCode[] = [
  ...keysOf(COOPERATION_ERRORS),
  "CooperationMissing",
  "ActFormIncomplete",
  "ActCodeUnknown",
  "MatterUnknown",
  "ConsortiumUnknownParticipant",
];

const list = route({
  method: "get",
  path: "/v1/matters",
  operation: "listMatters",
  tag,
  summary: "List your agreements, requests and journal, the last changed first",
  description: "A participant sees agreements that name it, requests that it sent or received, and its own journal.",
  access: "read",
  query: inline({ ...MATTER_QUERY, ...PAGE_QUERY }),
  replies: { 200: { description: "A page of matters.", schema: MatterPageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listMatters(reading, caller, query),
}));

const read = route({
  method: "get",
  path: "/v1/matters/{matter}",
  operation: "readMatter",
  tag,
  summary: "Read a matter, with the acts that the ledger would record of you now",
  description: "Each kind of act that is not allowed has the reason.",
  access: "read",
  params: ofMatter,
  replies: { 200: { description: "The matter.", schema: MatterDetailSchema } },
  problems: ["MatterUnknown"],
}).handledBy(async ({ caller, params: { matter } }, { reading }) => ({
  status: 200,
  body: await readMatter(reading, caller, matter),
}));

const listActs = route({
  method: "get",
  path: "/v1/matters/{matter}/acts",
  operation: "listActsOfMatter",
  tag,
  summary: "List the acts of a matter, oldest first",
  description:
    "An act has its record where this gateway holds it. What a handover gives is shown to its recipient after the release.",
  access: "read",
  params: ofMatter,
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of acts.", schema: ActPageSchema } },
  problems: ["MatterUnknown", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { matter }, query }, { reading }) => ({
  status: 200,
  body: await listActsOfMatter(reading, caller, matter, query),
}));

const handovers = route({
  method: "get",
  path: "/v1/handovers",
  operation: "listHandovers",
  tag,
  summary: "List the handovers and seals that concern you, the last opened first",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of handovers and seals.", schema: HandoverPageSchema } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listHandovers(reading, caller, query),
}));

const handover = route({
  method: "get",
  path: "/v1/matters/{matter}/handovers/{item}",
  operation: "readHandover",
  tag,
  summary: "Read a handover or a seal that concerns you, with its acts",
  access: "read",
  params: inline({ matter: Bytes32Schema, item: Bytes32Schema }),
  replies: { 200: { description: "The handover or the seal.", schema: HandoverDetailSchema } },
  problems: ["MatterItemUnknown"],
}).handledBy(async ({ caller, params: { matter, item } }, { reading }) => ({
  status: 200,
  body: await readHandover(reading, caller, matter, item),
}));

const post = route({
  method: "post",
  path: "/v1/acts",
  operation: "postAct",
  tag,
  summary: "Record an act in an agreement, a request, a handover, a seal or a journal",
  description:
    "The gateway signs for the caller. It refuses what the rules do not allow on the followed state, and an incomplete form. Its answer to the ledger's refusal has the ledger's reason.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: ActDraftSchema },
  replies: {
    201: {
      description: "The act is recorded.",
      schema: ActSubmissionSchema,
      headers: { "Preference-Applied": "The longest wait that the server granted." },
    },
    202: {
      description: "The act was accepted. The submission shows its outcome.",
      schema: ActSubmissionSchema,
      headers: { Location: "URL of the submission." },
    },
  },
  problems: [
    ...DRAFT_PROBLEMS,
    "HandoverContentMissing",
    ...(["NoKeyForParticipant", "RelayMissing", "IdempotencyKeyReused", "GatewayBusy", "TooManyUnsettled"] as const),
  ],
}).handledBy(async ({ caller, body, idempotency, waitMs }, { acts }) => {
  const submission = await acts.record(caller, body, waitMs, idempotency);
  if (submission.state === "recorded") return { status: 201, body: submission, headers: preferenceApplied(waitMs) };
  return { status: 202, body: submission, headers: { Location: `/v1/act-submissions/${submission.id}` } };
});

const preview = route({
  method: "post",
  path: "/v1/acts/preview",
  operation: "previewAct",
  tag,
  summary: "Show the act that the gateway would sign, and whether the rules allow it now",
  access: "record",
  body: { kind: "json", schema: ActDraftSchema },
  replies: { 200: { description: "The act and the rules' verdict.", schema: ActPreviewSchema } },
  problems: [
    "CooperationMissing",
    "ActFormIncomplete",
    "ActCodeUnknown",
    "MatterUnknown",
    "ConsortiumUnknownParticipant",
  ],
}).handledBy(async ({ caller, body }, { acts }) => ({ status: 200, body: await acts.preview(caller, body) }));

const submission = route({
  method: "get",
  path: "/v1/act-submissions/{id}",
  operation: "readActSubmission",
  tag,
  summary: "Read the state of an accepted act",
  description: "`Prefer: wait` delays the answer until the act is recorded or refused.",
  access: "record",
  headers: ["Prefer"],
  params: inline({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  replies: {
    200: {
      description: "The submission.",
      schema: ActSubmissionSchema,
      headers: { "Preference-Applied": "The longest wait that the server granted." },
    },
  },
  problems: ["SubmissionUnknown"],
}).handledBy(async ({ caller, params: { id }, waitMs }, { acts }) => ({
  status: 200,
  body: await acts.submission(caller, id, waitMs),
  headers: preferenceApplied(waitMs),
}));

export const ACT_ROUTES = [list, read, listActs, handovers, handover, preview, post, submission];
