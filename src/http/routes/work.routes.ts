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
  summary: "List the entries that the caller can record on a shipment now",
  description:
    "States for each kind whether the ledger would accept an entry of the caller on the shipment's head. The gateway applies the rules of the contract. Each action lists possible references and counterparties, and the members that the payload must have.",
  access: "read",
  params: inline({ id: Bytes32Schema }),
  replies: { 200: { description: "One action for each kind, allowed or not.", schema: ShipmentActionsSchema } },
  problems: ["ShipmentUnknown"],
}).handledBy(async ({ caller, params: { id } }, services) => {
  return { status: 200, body: await listActions(acting(services), caller, id) };
});

const queues = route({
  method: "get",
  path: "/v1/queues",
  operation: "listQueues",
  tag,
  summary: "Count the items in the caller's queues",
  access: "read",
  replies: { 200: { description: "The queues for the caller's roles.", schema: QueuesSchema } },
  problems: [],
}).handledBy(async ({ caller }, { reading }) => ({ status: 200, body: { items: await countQueues(reading, caller) } }));

const queue = route({
  method: "get",
  path: "/v1/queues/{queue}",
  operation: "readQueue",
  tag,
  summary: "List the items in a queue of the caller",
  description: "Each item lists the kinds of entries that the ledger would accept from the caller.",
  access: "read",
  params: QUEUE_PARAMS,
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of the queue, in the order of the queue.", schema: pageOf(WorkItemSchema) } },
  problems: ["CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params, query: { limit, cursor } }, services) => {
  return { status: 200, body: await listQueue(acting(services), caller, params.queue, { limit, cursor }) };
});

const kinds = route({
  method: "get",
  path: "/v1/kinds",
  operation: "listKinds",
  tag,
  summary: "List the rules of each kind of entry",
  description: "Includes the JSON Schema of each kind's payload, for instance to generate a form.",
  access: "read",
  replies: { 200: { description: "All kinds.", schema: KindsSchema } },
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
