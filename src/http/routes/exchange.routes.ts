import { EntryCopiesSchema, HoldersSchema } from "../../api/copies.ts";
import { LaneSchema } from "../../api/lane.ts";
import { OwedPayloadSchema } from "../../api/owed-payload.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { Bytes32Schema, ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { listCopies, readHolders } from "../../gateway/exchange/copies.ts";
import { listLanes, listOwedPayloads } from "../../gateway/exchange/lanes.ts";
import { route } from "../serve/route.ts";

const tag = "Exchange";

const lanes = route({
  method: "get",
  path: "/v1/exchange/lanes",
  operation: "listLanes",
  tag,
  summary: "List the members with other gateways, and what the caller owes to each",
  description: "Empty while every member of the directory has its keys in this gateway.",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of members.", schema: pageOf(LaneSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listLanes(reading, caller, query),
}));

const owed = route({
  method: "get",
  path: "/v1/members/{id}/owed",
  operation: "listOwedPayloads",
  tag,
  summary: "List the payloads that the caller owes to a member, in the order of the chain",
  description: "Each has the last receipt, which says why the member did not take it.",
  access: "read",
  params: inline({ id: ParticipantIdSchema }),
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of payloads.", schema: pageOf(OwedPayloadSchema) } },
  problems: ["ConsortiumUnknownParticipant", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query }, { reading }) => ({
  status: 200,
  body: await listOwedPayloads(reading, caller, id, query),
}));

const holders = route({
  method: "get",
  path: "/v1/entries/{hash}/holders",
  operation: "readHolders",
  tag,
  summary: "List who is known to hold an entry's payload",
  description: "Open to who reads the whole payload: its holders show which countries it names.",
  access: "read",
  params: inline({ hash: Bytes32Schema }),
  replies: { 200: { description: "The holders.", schema: HoldersSchema } },
  problems: ["EntryUnknown", "PayloadNotHeld"],
}).handledBy(async ({ caller, params: { hash } }, { reading }) => ({
  status: 200,
  body: await readHolders(reading, caller, hash),
}));

const copies = route({
  method: "get",
  path: "/v1/shipments/{id}/copies",
  operation: "listCopies",
  tag,
  summary: "Count the known copies of each payload of a shipment",
  description:
    "Lists the entries whose whole payload the caller may read and the author has not erased. Only a payload with one copy can be lost.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of entries.", schema: pageOf(EntryCopiesSchema) } },
  problems: ["ShipmentUnknown", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query }, { reading }) => ({
  status: 200,
  body: await listCopies(reading, caller, id, query),
}));

export const EXCHANGE_ROUTES = [lanes, owed, holders, copies];
