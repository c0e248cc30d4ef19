import { KIND_NAMES } from "../../domain/rules/kind.ts";
import { KIND_RULES } from "../../domain/rules/kind-rules.ts";
import { payloadSchema } from "../../domain/payload/payload-schema.ts";
import { REQUIRED_MEMBERS } from "../../domain/payload/required-members.ts";
import { roleNames } from "../../domain/rules/role.ts";
import { listActions, type ActionContext } from "../../gateway/work/actions.ts";
import { countQueues, listQueue } from "../../gateway/work/queues.ts";
import { route } from "../serve/route.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { KindsSchema, QUEUE_PARAMS, QueuesSchema, WorkItemSchema, ShipmentActionsSchema } from "../../api/work.ts";
import type { Services } from "../services.ts";

const tag = "Work";

const actions = route({
  method: "get",
  path: "/v1/shipments/{id}/actions",
  operation: "listActionsOfShipment",
  tag,
  summary: "Tell what the caller could record on a shipment now",
  description:
    "For each kind of entry, whether the ledger would accept one of the caller on the shipment's present head, decided by the rules of the contract itself; with what it could refer to, to whom it could be addressed, and what its payload must have.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  replies: { 200: { description: "Every kind, allowed or not.", schema: ShipmentActionsSchema } },
  problems: ["ShipmentUnknown"],
}).handledBy(async ({ caller, params: { id } }, services) => {
  return { status: 200, body: await listActions(acting(services), caller, id) };
});

const queues = route({
  method: "get",
  path: "/v1/queues",
  operation: "listQueues",
  tag,
  summary: "Count what waits for the caller",
  access: "read",
  replies: { 200: { description: "The queues that the caller has by its roles.", schema: QueuesSchema } },
  problems: [],
}).handledBy(async ({ caller }, { reading }) => ({ status: 200, body: { items: await countQueues(reading, caller) } }));

const queue = route({
  method: "get",
  path: "/v1/queues/{queue}",
  operation: "readQueue",
  tag,
  summary: "List what waits for the caller in a queue",
  description: "With what the ledger would accept of the caller about each.",
  access: "read",
  params: QUEUE_PARAMS,
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of the queue, in its order.", schema: pageOf(WorkItemSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params, query: { limit, cursor } }, services) => {
  return { status: 200, body: await listQueue(acting(services), caller, params.queue, { limit, cursor }) };
});

const kinds = route({
  method: "get",
  path: "/v1/kinds",
  operation: "listKinds",
  tag,
  summary: "Tell what entries of each kind look like",
  description: "With the JSON Schema of each kind's payload, from which a form can be made.",
  access: "read",
  replies: { 200: { description: "Every kind.", schema: KindsSchema } },
  problems: [],
}).handledBy(() => ({ status: 200, body: { items: KIND_FACTS } }));

const KIND_FACTS = KIND_NAMES.map((kind) => {
  const { roles, counterparty, refersTo, names } = KIND_RULES[kind];
  return {
    kind,
    roles: roles === undefined ? null : roleNames(roles),
    counterparty,
    refersTo,
    names: names ?? null,
    requires: REQUIRED_MEMBERS[kind] ?? [],
    payload: payloadSchema(kind),
  };
});

function acting({ reading, directory, recorder }: Services): ActionContext {
  return { ...reading, directory, signsFor: (participant) => recorder.signsFor(participant) };
}

export const WORK_ROUTES = [actions, queues, queue, kinds];
