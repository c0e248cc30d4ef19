import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Measure } from "../../gateway/govern/governance.ts";
import { readPage } from "../../gateway/read/page.ts";
import { viewParticipant } from "../../gateway/read/participants.ts";
import { route } from "../serve/route.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import {
  EnrolmentSchema,
  KeyGrantSchema,
  JurisdictionSchema,
  RolesSchema,
  ScheduledSchema,
  ParticipantViewSchema,
} from "../../api/participant.ts";
import { AddressSchema, ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";

const tag = "Participants";
const params = inline({ id: ParticipantIdSchema });

const MEASURE_REPLIES = {
  200: { description: "The change is in force; the body is the changed participant.", schema: ParticipantViewSchema },
  202: {
    description: "The change is scheduled and waits for the delay that the consortium set.",
    schema: ScheduledSchema,
  },
} as const;

/** The errors of every governance operation. */
const MEASURE_PROBLEMS: readonly ErrorCode[] = [
  "ConsortiumUnknownParticipant",
  "GovernorMissing",
  "GovernanceForbidden",
  "MeasureUnconfirmed",
];

const list = route({
  method: "get",
  path: "/v1/participants",
  operation: "listParticipants",
  tag,
  summary: "List participants, ordered by id",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of participants.", schema: pageOf(ParticipantViewSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ query: { limit, cursor } }, { directory, reading }) => {
  const page = await readPage(
    reading.db,
    { name: "participants", key: "number" },
    { limit, cursor },
    async (after, count) =>
      directory
        .all()
        .filter(({ id }) => id > (after ?? 0))
        .slice(0, count),
    ({ id }) => id,
    viewParticipant,
  );
  return { status: 200, body: page };
});

const read = route({
  method: "get",
  path: "/v1/participants/{id}",
  operation: "readParticipant",
  tag,
  summary: "Read a participant with its keys",
  access: "read",
  params,
  replies: { 200: { description: "The participant.", schema: ParticipantViewSchema } },
  problems: ["ConsortiumUnknownParticipant"],
}).handledBy(({ params: { id } }, { directory }) => {
  const participant = directory.get(id);
  if (participant === undefined) throw new PortolanError("ConsortiumUnknownParticipant", { participant: id });
  return { status: 200, body: viewParticipant(participant) };
});

const enrol = route({
  method: "post",
  path: "/v1/participants",
  operation: "enrolParticipant",
  tag,
  summary: "Enrol an organisation",
  access: "govern",
  body: { kind: "json", schema: EnrolmentSchema },
  replies: {
    201: {
      description: "The organisation is enrolled.",
      schema: ParticipantViewSchema,
      headers: { Location: "URL of the participant." },
    },
    202: MEASURE_REPLIES[202],
  },
  problems: [...MEASURE_PROBLEMS, "ConsortiumInvalidName", "ConsortiumInvalidRoles", "CountryUnknown", "TextUnseen"],
}).handledBy(async ({ body }, { governance }) => {
  const measure = await governance.enrol(body);
  if ("scheduled" in measure) return { status: 202, body: measure };
  const body201 = viewParticipant(measure.participant);
  return { status: 201, body: body201, headers: { Location: `/v1/participants/${body201.id}` } };
});

const setRoles = route({
  method: "put",
  path: "/v1/participants/{id}/roles",
  operation: "setRoles",
  tag,
  summary: "Replace a participant's roles",
  access: "govern",
  params,
  body: { kind: "json", schema: RolesSchema },
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "ConsortiumInvalidRoles"],
}).handledBy(async ({ params: { id }, body: { roles } }, { governance }) =>
  measureReply(await governance.setRoles(id, roles)),
);

const setJurisdiction = route({
  method: "put",
  path: "/v1/participants/{id}/jurisdiction",
  operation: "setJurisdiction",
  tag,
  summary: "Replace a participant's jurisdiction",
  description: "A customs agency reads the shipments whose payloads name its country, from this change on.",
  access: "govern",
  params,
  body: { kind: "json", schema: JurisdictionSchema },
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "CountryUnknown"],
}).handledBy(async ({ params: { id }, body: { jurisdiction } }, { governance }) =>
  measureReply(await governance.setJurisdiction(id, jurisdiction)),
);

const suspend = route({
  method: "post",
  path: "/v1/participants/{id}/suspend",
  operation: "suspendParticipant",
  tag,
  summary: "Suspend a participant",
  description:
    "Until reinstatement the ledger refuses the participant's entries, and no shipment can be offered to it.",
  access: "govern",
  params,
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "ConsortiumUnexpectedSuspension"],
}).handledBy(async ({ params: { id } }, { governance }) => measureReply(await governance.suspend(id)));

const reinstate = route({
  method: "post",
  path: "/v1/participants/{id}/reinstate",
  operation: "reinstateParticipant",
  tag,
  summary: "Reinstate a suspended participant",
  access: "govern",
  params,
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "ConsortiumUnexpectedSuspension"],
}).handledBy(async ({ params: { id } }, { governance }) => measureReply(await governance.reinstate(id)));

const addKey = route({
  method: "post",
  path: "/v1/participants/{id}/keys",
  operation: "addKey",
  tag,
  summary: "Add a signing key to a participant",
  description: "To rotate a key: add the new key, switch the signer to it, then revoke the old key.",
  access: "govern",
  params,
  body: { kind: "json", schema: KeyGrantSchema },
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "ConsortiumInvalidKey", "ConsortiumKeyTaken", "ConsortiumInvalidInterval"],
}).handledBy(async ({ params: { id }, body }, { governance }) => measureReply(await governance.addKey(id, body)));

const revokeKey = route({
  method: "delete",
  path: "/v1/participants/{id}/keys/{address}",
  operation: "revokeKey",
  tag,
  summary: "Revoke a key immediately",
  description: "Entries that the key signed before stay valid.",
  access: "govern",
  params: inline({ id: ParticipantIdSchema, address: AddressSchema }),
  replies: MEASURE_REPLIES,
  problems: [...MEASURE_PROBLEMS, "ConsortiumUnknownKey", "ConsortiumKeyAlreadyEnded"],
}).handledBy(async ({ params: { id, address } }, { governance, directory }) => {
  const participant = directory.get(id);
  if (participant === undefined) throw new PortolanError("ConsortiumUnknownParticipant", { participant: id });
  const isItsKey = participant.keys.some((key) => key.address === address);
  if (!isItsKey) throw new PortolanError("ConsortiumUnknownKey", { key: address });
  return measureReply(await governance.revokeKey(id, address));
});

function measureReply(measure: Measure) {
  return "scheduled" in measure
    ? ({ status: 202, body: measure } as const)
    : ({ status: 200, body: viewParticipant(measure.participant) } as const);
}

export const PARTICIPANT_ROUTES = [list, read, enrol, setRoles, setJurisdiction, suspend, reinstate, addKey, revokeKey];
