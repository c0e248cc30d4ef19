import { Type } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Caller } from "../../gateway/caller.ts";
import { findShipments, listShipments, readShipment } from "../../gateway/read/shipments.ts";
import { draftWarnings } from "../../gateway/record/draft-warnings.ts";
import { listCases } from "../../gateway/read/cases.ts";
import { listEntries } from "../../gateway/read/entries.ts";
import { route } from "../serve/route.ts";
import { CasesSchema } from "../../api/case.ts";
import { EntryViewSchema } from "../../api/entry.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { Bytes32Schema, ParticipantIdSchema, PhaseSchema, UnixSecondsSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { OpeningSchema, ShipmentViewSchema } from "../../api/shipment.ts";
import { SubmissionSchema } from "../../api/submission.ts";
import { warned, type Warning } from "../../api/warning.ts";
import type { Services } from "../services.ts";
import { isRecorded, preferenceApplied, awaitOutcome } from "./await-outcome.ts";
import { taggedReply, UNCHANGED, ETAG } from "../serve/tagged-reply.ts";
import { RECORDING_PROBLEMS } from "./recording-problems.ts";

const tag = "Shipments";
const params = inline({ id: Bytes32Schema });

const open = route({
  method: "post",
  path: "/v1/shipments",
  operation: "openShipment",
  tag,
  summary: "Open a shipment under a business identifier",
  description: "Records a Consign entry: the caller is the consignor and has custody.",
  access: "record",
  headers: ["Idempotency-Key", "Prefer"],
  body: { kind: "json", schema: OpeningSchema },
  replies: {
    201: {
      description: "The shipment is open.",
      schema: ShipmentViewSchema,
      headers: { Location: "URL of the shipment.", "Preference-Applied": "The longest wait that the server granted." },
    },
    202: {
      description: "The entry was accepted. The submission shows its outcome.",
      schema: SubmissionSchema,
      headers: { Location: "URL of the submission." },
    },
  },
  problems: RECORDING_PROBLEMS,
}).handledBy(async ({ caller, body: { identifier, ...rest }, idempotency, waitMs }, services) => {
  const draft = { kind: "Consign", shipment: identifier, ...rest } as const;
  const [acceptance] = await services.recorder.submit(caller, [draft], idempotency);
  const submission = await awaitOutcome(acceptance, waitMs, services);
  const headers = preferenceApplied(waitMs);
  const warnings = warned(draftWarnings(draft).map(atIdentifier));
  const shipment = isRecorded(submission) ? await readOpened(services, caller, submission.shipment) : undefined;
  if (shipment !== undefined) {
    return {
      status: 201,
      body: { ...shipment, ...warnings },
      headers: { ...headers, Location: `/v1/shipments/${shipment.id}` },
    };
  }
  const Location = `/v1/submissions/${submission.id}`;
  return { status: 202, body: { ...submission, ...warnings }, headers: { ...headers, Location } };
});

const list = route({
  method: "get",
  path: "/v1/shipments",
  operation: "listShipments",
  tag,
  summary: "List shipments, the last changed first, or find one by its identifier",
  access: "read",
  query: inline({
    identifier: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 512,
        description:
          "A business identifier in any accepted form. It excludes all other parameters; an unknown identifier gives 404.",
      }),
    ),
    custodian: Type.Optional(ParticipantIdSchema),
    participant: Type.Optional(ParticipantIdSchema),
    phase: Type.Optional(PhaseSchema),
    held: Type.Optional(Type.Boolean({ description: "Whether the shipment has an open customs case." })),
    identifierPrefix: Type.Optional(
      Type.String({ minLength: 1, maxLength: 512, description: "Beginning of the identifier's canonical URI." }),
    ),
    updatedSince: Type.Optional(UnixSecondsSchema),
    updatedBefore: Type.Optional(UnixSecondsSchema),
    ...PAGE_QUERY,
  }),
  replies: { 200: { description: "A page of shipments.", schema: pageOf(ShipmentViewSchema) } },
  problems: [
    "CursorInvalid",
    "PageLimitInvalid",
    "ShipmentUnknown",
    "IdentifierInvalid",
    "IdentifierCheckDigitWrong",
    "IdentifierNotTrackable",
  ],
}).handledBy(async ({ caller, query: { identifier, limit, cursor, ...filter } }, { reading }) => {
  if (identifier === undefined) {
    return { status: 200, body: await listShipments(reading, caller, filter, { limit, cursor }) };
  }
  if (limit !== undefined || cursor !== undefined || Object.keys(filter).length > 0) {
    const problems = ["#/identifier excludes all other parameters"];
    throw new PortolanError("RequestInvalid", { part: "query", problems });
  }
  return { status: 200, body: { items: await findShipments(reading, caller, identifier), next: null } };
});

const read = route({
  method: "get",
  path: "/v1/shipments/{id}",
  operation: "readShipment",
  tag,
  summary: "Read the state of a shipment",
  access: "read",
  headers: ["If-None-Match"],
  params,
  replies: { 200: { description: "The shipment.", schema: ShipmentViewSchema, headers: ETAG }, 304: UNCHANGED },
  problems: ["ShipmentUnknown"],
}).handledBy(async ({ caller, params: { id }, header }, { reading }) => {
  const shipment = await readShipment(reading, caller, id);
  return taggedReply(shipment.head, shipment, {}, header("if-none-match"));
});

const entries = route({
  method: "get",
  path: "/v1/shipments/{id}/entries",
  operation: "listEntriesOfShipment",
  tag,
  summary: "List a shipment's entries, newest first",
  access: "read",
  params,
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of entries.", schema: pageOf(EntryViewSchema) } },
  problems: ["ShipmentUnknown", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query: { limit, cursor } }, { reading }) => {
  await readShipment(reading, caller, id);
  return { status: 200, body: await listEntries(reading, caller, { shipment: id }, { limit, cursor }) };
});

const cases = route({
  method: "get",
  path: "/v1/shipments/{id}/cases",
  operation: "listCasesOfShipment",
  tag,
  summary: "List a shipment's customs cases, oldest first",
  access: "read",
  params,
  replies: { 200: { description: "All cases of the shipment.", schema: CasesSchema } },
  problems: ["ShipmentUnknown"],
}).handledBy(async ({ caller, params: { id } }, { reading }) => {
  return { status: 200, body: { items: await listCases(reading, caller, id) } };
});

/** The identifier of a shipment to open has its own member. */
function atIdentifier(warning: Warning): Warning {
  return warning.pointer === "/shipment" ? { ...warning, pointer: "/identifier" } : warning;
}

/** Reads a new shipment; `undefined` if a reorganisation has removed it. */
async function readOpened({ reading }: Services, caller: Caller, id: `0x${string}`) {
  try {
    return await readShipment(reading, caller, id);
  } catch (error) {
    if (PortolanError.is(error, "ShipmentUnknown")) return undefined;
    throw error;
  }
}

export const SHIPMENT_ROUTES = [open, list, read, entries, cases];
