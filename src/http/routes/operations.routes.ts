import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Follower } from "../../gateway/follow/follower.ts";
import { requireStore } from "../../gateway/read/require-store.ts";
import { route } from "../serve/route.ts";
import { AliveSchema, ReadySchema } from "../../api/operations.ts";

const tag = "Operations";

const alive = route({
  method: "get",
  path: "/healthz",
  operation: "alive",
  tag,
  summary: "Check that the process answers",
  access: "public",
  replies: { 200: { description: "The process answers.", schema: AliveSchema } },
  problems: [],
}).handledBy(() => ({ status: 200, body: { status: "alive" } }));

const ready = route({
  method: "get",
  path: "/readyz",
  operation: "ready",
  tag,
  summary: "Check that the gateway has applied the newest blocks",
  access: "public",
  replies: { 200: { description: "The gateway is up to date.", schema: ReadySchema } },
  problems: ["GatewayNotReady", "StoreUnavailable"],
}).handledBy(async (_request, { follower, reading, recorder }) => {
  const { state, block, chainHead } = follower.status;
  if (state !== "following") {
    throw new PortolanError("GatewayNotReady", { reason: reasonOf(follower.status), retryAfter: 1 });
  }
  await requireStore(reading);
  const { depth: queue, foreignTransactions } = recorder;
  return { status: 200, body: { status: "ready", block, chainHead, queue, foreignTransactions } };
});

const metrics = route({
  method: "get",
  path: "/metrics",
  operation: "metrics",
  tag,
  summary: "Read metrics for Prometheus",
  access: "public",
  replies: { 200: { description: "The metrics.", media: "text/plain" } },
  problems: [],
}).handledBy(async (_request, _services, site) => {
  return { status: 200, text: await site.metrics.text(), headers: { "Content-Type": site.metrics.contentType } };
});

function reasonOf({ state, block, chainHead, alarm }: Follower["status"]): string {
  switch (state) {
    case "alarmed":
      return alarm?.message ?? "an alarm was raised";
    case "behind":
      return `it has applied block ${block} of ${chainHead}, or the chain node is behind or does not answer`;
    case "starting":
      return "it reads the blocks since its last stop";
    case "following":
      return "it follows the chain";
  }
}

export const OPERATION_ROUTES = [alive, ready, metrics];
