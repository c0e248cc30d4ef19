import { Type } from "@sinclair/typebox";
import { listSubscriptions, readSubscription, subscribe, unsubscribe } from "../../epcis/query/subscriptions.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { PAGE_HEADERS, pageHeaders, PAGING_PARAMETERS, readPaging } from "./paging.ts";
import {
  QueryNameSchema,
  SubscriptionDraftSchema,
  SubscriptionSchema,
  SubscriptionsSchema,
  type SubscriptionDraft,
} from "../../api/epcis/query.ts";

const tag = "EPCIS subscriptions";
const path = `${EPCIS_BASE}/queries/{queryName}/subscriptions`;
const ofQuery = inline({ queryName: QueryNameSchema });
const ofOne = inline({ queryName: QueryNameSchema, subscriptionID: Type.String({ minLength: 1, maxLength: 64 }) });

const create = route({
  method: "post",
  path,
  operation: "subscribeToEpcisQuery",
  tag,
  summary: "Subscribe to the results of a query",
  description:
    "Posts results to `dest` as an EPCISQueryDocument: immediately (`stream`) or at the times of a `schedule`. `GS1-Signature` is the HMAC-SHA256 of the body with the key `signatureToken`, in base64. The gateway retries a failed delivery like a webhook message.",
  access: "notify",
  params: ofQuery,
  body: { kind: "json", schema: SubscriptionDraftSchema },
  replies: {
    201: {
      description: "The subscription.",
      schema: SubscriptionSchema,
      headers: { Location: "URL of the subscription." },
    },
  },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown", "EpcisSubscriptionInvalid", "EpcisTooManySubscriptions"],
}).handledBy(async ({ caller, params: { queryName }, body }, { reading, webhooksAllowPrivate }) => {
  const made = await subscribe(reading, caller, queryName, body as SubscriptionDraft, webhooksAllowPrivate);
  const Location = `${EPCIS_BASE}/queries/${encodeURIComponent(queryName)}/subscriptions/${made.subscriptionID}`;
  return { status: 201, body: made, headers: { Location } };
});

const list = route({
  method: "get",
  path,
  operation: "listEpcisSubscriptions",
  tag,
  summary: "List the caller's subscriptions to a query",
  access: "notify",
  params: ofQuery,
  query: inline(PAGING_PARAMETERS),
  replies: {
    200: {
      description: "A page of subscriptions, oldest first.",
      schema: SubscriptionsSchema,
      headers: PAGE_HEADERS,
    },
  },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown", "EpcisParameterInvalid", "EpcisPageTokenInvalid"],
}).handledBy(async ({ caller, params: { queryName }, query }, { reading }) => {
  const { subscriptions, next } = await listSubscriptions(reading, caller, queryName, readPaging(query));
  const here = path.replace("{queryName}", encodeURIComponent(queryName));
  return { status: 200, body: subscriptions, headers: pageHeaders(here, query, next, reading.now()) };
});

const read = route({
  method: "get",
  path: `${path}/{subscriptionID}`,
  operation: "readEpcisSubscription",
  tag,
  summary: "Read a subscription",
  access: "notify",
  params: ofOne,
  replies: { 200: { description: "The subscription.", schema: SubscriptionSchema } },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown", "EpcisSubscriptionUnknown"],
}).handledBy(async ({ caller, params: { queryName, subscriptionID } }, { reading }) => {
  return { status: 200, body: await readSubscription(reading, caller, queryName, subscriptionID) };
});

const remove = route({
  method: "delete",
  path: `${path}/{subscriptionID}`,
  operation: "unsubscribeFromEpcisQuery",
  tag,
  summary: "Delete a subscription and its undelivered results",
  access: "notify",
  params: ofOne,
  replies: { 204: { description: "The subscription is deleted." } },
  problems: ["EpcisVersionUnsupported", "EpcisQueryUnknown", "EpcisSubscriptionUnknown"],
}).handledBy(async ({ caller, params: { queryName, subscriptionID } }, { reading }) => {
  await unsubscribe(reading, caller, queryName, subscriptionID);
  return { status: 204, empty: true };
});

export const SUBSCRIPTION_ROUTES: readonly Route[] = [create, list, read, remove];
