import { Type } from "@sinclair/typebox";
import { listDeadLetters, replayDeadLetters } from "../../gateway/notify/messages.ts";
import { createWebhook, deleteWebhook, listWebhooks } from "../../gateway/notify/manage-webhooks.ts";
import { route } from "../serve/route.ts";
import { PAGE_QUERY, pageOf } from "../../api/page.ts";
import { inline } from "../../api/shape.ts";
import {
  DeadLetterSchema,
  NewWebhookSchema,
  ReplayedSchema,
  ReplaySchema,
  WebhookDraftSchema,
  WebhooksSchema,
} from "../../api/webhook.ts";

const tag = "Webhooks";
const params = inline({ id: Type.String({ minLength: 1, maxLength: 64 }) });

const create = route({
  method: "post",
  path: "/v1/webhooks",
  operation: "createWebhook",
  tag,
  summary: "Create a webhook, which receives entries at a URL",
  description:
    "Messages follow Standard Webhooks. An entry whose payload arrives from another gateway after its block is sent again, with the payload and another message id; take the later message in place of the earlier one. The gateway signs each message and retries it with increasing delays. A message that fails all attempts becomes a dead letter, which can be sent again.",
  access: "notify",
  body: { kind: "json", schema: WebhookDraftSchema },
  replies: { 201: { description: "The webhook and its secret.", schema: NewWebhookSchema } },
  problems: ["WebhookUrlRefused", "TooManyWebhooks"],
}).handledBy(async ({ caller, body }, { reading, webhooksAllowPrivate }) => {
  const created = await createWebhook(reading, caller, body, webhooksAllowPrivate);
  return { status: 201, body: created, headers: { "Cache-Control": "no-store" } };
});

const list = route({
  method: "get",
  path: "/v1/webhooks",
  operation: "listWebhooks",
  tag,
  summary: "List the caller's webhooks",
  access: "notify",
  replies: { 200: { description: "The webhooks, oldest first.", schema: WebhooksSchema } },
  problems: [],
}).handledBy(async ({ caller }, { reading }) => {
  return { status: 200, body: { items: await listWebhooks(reading, caller) } };
});

const remove = route({
  method: "delete",
  path: "/v1/webhooks/{id}",
  operation: "deleteWebhook",
  tag,
  summary: "Delete a webhook and its unsent messages",
  access: "notify",
  params,
  replies: { 204: { description: "The webhook is deleted." } },
  problems: ["WebhookUnknown"],
}).handledBy(async ({ caller, params: { id } }, { reading }) => {
  await deleteWebhook(reading, caller, id);
  return { status: 204, empty: true };
});

const deadLetters = route({
  method: "get",
  path: "/v1/webhooks/{id}/dead-letters",
  operation: "listDeadLetters",
  tag,
  summary: "List dead letters: messages that failed all attempts",
  access: "notify",
  params,
  query: inline(PAGE_QUERY),
  replies: { 200: { description: "A page of messages, oldest first.", schema: pageOf(DeadLetterSchema) } },
  problems: ["WebhookUnknown", "CursorInvalid", "PageLimitInvalid"],
}).handledBy(async ({ caller, params: { id }, query: { limit, cursor } }, { reading }) => {
  return { status: 200, body: await listDeadLetters(reading, caller, id, { limit, cursor }) };
});

const replay = route({
  method: "post",
  path: "/v1/webhooks/{id}/replay",
  operation: "replayDeadLetters",
  tag,
  summary: "Send dead letters again",
  access: "notify",
  params,
  body: { kind: "json", schema: ReplaySchema },
  replies: { 202: { description: "The gateway sends the messages again with the same ids.", schema: ReplayedSchema } },
  problems: ["WebhookUnknown", "DeliveryUnknown"],
}).handledBy(async ({ caller, params: { id }, body: { delivery } }, { reading }) => {
  return { status: 202, body: { replayed: await replayDeadLetters(reading, caller, id, delivery) } };
});

export const WEBHOOK_ROUTES = [create, list, remove, deadLetters, replay];
