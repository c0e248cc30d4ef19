import { EntryCopiesSchema, HoldersSchema } from "../../api/copies.ts";
import { AskedErasureSchema } from "../../api/asked-erasure.ts";
import { ComparisonSchema } from "../../api/comparison.ts";
import { LaneSchema } from "../../api/lane.ts";
import { OwedPayloadSchema } from "../../api/owed-payload.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { Bytes32Schema, ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { HealRequestSchema, WantedSummarySchema } from "../../api/wanted.ts";
import { listComparisons } from "../../gateway/exchange/comparisons.ts";
import { listCopies, readHolders } from "../../gateway/exchange/copies.ts";
import { listErasures, listLanes, listOwedPayloads } from "../../gateway/exchange/lanes.ts";
import { healNow, readWanted } from "../../gateway/exchange/request-heal.ts";
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
  body: await listOwedPayloads(reading, "owed", caller, id, query),
}));

const closed = route({
  method: "get",
  path: "/v1/members/{id}/closed",
  operation: "listClosedPayloads",
  tag,
  summary: "List the payloads that the caller does not owe to a member any more, each with the reason",
  access: "read",
  params: inline({ id: ParticipantIdSchema }),
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of payloads.", schema: pageOf(OwedPayloadSchema) } },
  problems: ["ConsortiumUnknownParticipant", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query }, { reading }) => ({
  status: 200,
  body: await listOwedPayloads(reading, "closed", caller, id, query),
}));

const erasures = route({
  method: "get",
  path: "/v1/members/{id}/erasures",
  operation: "listErasures",
  tag,
  summary: "List the caller's payloads that a member is asked to erase, with its signed answers",
  access: "read",
  params: inline({ id: ParticipantIdSchema }),
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of requests.", schema: pageOf(AskedErasureSchema) } },
  problems: ["ConsortiumUnknownParticipant", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query }, { reading }) => ({
  status: 200,
  body: await listErasures(reading, caller, id, query),
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

const wanted = route({
  method: "get",
  path: "/v1/exchange/wanted",
  operation: "readWanted",
  tag,
  summary: "Count the payloads that the caller may read and that are not in this gateway",
  access: "read",
  replies: { 200: { description: "The counts.", schema: WantedSummarySchema } },
  problems: [],
}).handledBy(async ({ caller }, { reading }) => ({ status: 200, body: await readWanted(reading, caller) }));

const heal = route({
  method: "post",
  path: "/v1/exchange/heal",
  operation: "heal",
  tag,
  summary: "Ask all members at once for what the caller lacks",
  description: "Without it, the gateway asks by itself: for new entries within seconds, for the rest within minutes.",
  access: "record",
  body: { kind: "json", schema: HealRequestSchema },
  replies: { 202: { description: "What is missing now.", schema: WantedSummarySchema } },
  problems: [],
}).handledBy(async ({ caller, body }, { reading }) => ({ status: 202, body: await healNow(reading, caller, body) }));

const comparisons = route({
  method: "get",
  path: "/v1/exchange/comparisons",
  operation: "listComparisons",
  tag,
  summary: "List the caller's last comparison of holdings with each member, as both signed it",
  description: "Who has the statements can verify them with the chain alone: `portolan audit --holdings`.",
  access: "read",
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of comparisons.", schema: pageOf(ComparisonSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => ({
  status: 200,
  body: await listComparisons(reading, caller, query),
}));

export const EXCHANGE_ROUTES = [wanted, heal, lanes, owed, closed, erasures, holders, copies, comparisons];
