import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { readExchangeStatus, type ExchangeFigures } from "../../gateway/exchange/exchange-status.ts";
import { countMessages } from "../../gateway/notify/messages.ts";
import type { Services } from "../services.ts";

/** Bucket bounds in seconds, from a read from memory to the longest wait. */
const DURATIONS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Records the metrics of requests. */
export interface HttpMetrics {
  answered(method: string, route: string, status: number, seconds: number): void;
}

/** The gateway's metrics for Prometheus, with names `portolan_…`. */
export interface Metrics extends HttpMetrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Adds `change` to the number of open event streams. */
  subscribers(change: 1 | -1): void;
}

export function createMetrics({
  recorder,
  follower,
  connections,
  reading,
  troubles,
}: Pick<Services, "recorder" | "follower" | "connections" | "reading" | "troubles">): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: "portolan_" });
  const registers = [register];

  const requests = new Histogram({
    name: "portolan_http_request_duration_seconds",
    help: "Time from the head of a request to its answer",
    labelNames: ["method", "route", "status"],
    buckets: DURATIONS,
    registers,
  });
  const recorded = new Histogram({
    name: "portolan_time_to_recorded_seconds",
    help: "Time from the acceptance of an entry until the gateway read it from the chain",
    buckets: DURATIONS,
    registers,
  });
  const refused = new Counter({
    name: "portolan_refused_total",
    help: "Accepted entries that the ledger refused finally, by error code",
    labelNames: ["code"],
    registers,
  });
  new Counter({
    name: "portolan_troubles_total",
    help: "Errors outside requests, with the node, the database or a signer, by error code",
    labelNames: ["code"],
    registers,
    collect() {
      this.reset();
      for (const [code, count] of troubles.byCode) this.inc({ code }, count);
    },
  });
  const subscribers = new Gauge({
    name: "portolan_event_subscribers",
    help: "Open event streams",
    registers,
  });
  observe("portolan_http_connections", "Open connections of clients", connections);
  observe("portolan_queue_depth", "Accepted entries that are not yet recorded or refused", () => recorder.depth);
  observe(
    "portolan_relay_foreign_transactions",
    "Transactions of the gateway's relays since its start that it did not sign",
    () => recorder.foreignTransactions,
  );
  observe("portolan_chain_followed_block", "The last block that the gateway applied", () => follower.status.block);
  observe("portolan_chain_lag_blocks", "Blocks that the node reported and the gateway has not applied", () => {
    const { block, chainHead } = follower.status;
    return Math.max(0, chainHead - block);
  });
  observe("portolan_ready", "1 while the gateway serves requests, otherwise 0", () =>
    Number(follower.status.state === "following"),
  );

  function observe(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }

  new Gauge({
    name: "portolan_messages",
    help: "Undelivered messages to webhooks and subscriptions; dead messages are not sent again",
    labelNames: ["state"],
    registers,
    async collect() {
      const { pending, dead } = await countMessages(reading);
      this.set({ state: "pending" }, pending);
      this.set({ state: "dead" }, dead);
    },
  });

  let pending: Promise<ExchangeFigures> | undefined;
  /** What one scrape reads for all metrics of the exchange. */
  const exchange = () => (pending ??= readExchangeStatus(reading).finally(() => (pending = undefined)));
  new Gauge({
    name: "portolan_exchange_owed",
    help: "Payloads owed to members with other gateways; refused ones were not taken at the last attempt",
    labelNames: ["state"],
    registers,
    async collect() {
      const { owed, refused } = await exchange();
      this.set({ state: "waiting" }, owed - refused);
      this.set({ state: "refused" }, refused);
    },
  });
  new Gauge({
    name: "portolan_exchange_lanes",
    help: "Members with other gateways; failing ones did not answer the last attempt",
    labelNames: ["state"],
    registers,
    async collect() {
      const { lanes, failing } = await exchange();
      this.set({ state: "well" }, lanes - failing);
      this.set({ state: "failing" }, failing);
    },
  });
  new Gauge({
    name: "portolan_exchange_oldest_owed_seconds",
    help: "Age of the oldest recorded entry whose payload is owed to a member; 0 when nothing is owed",
    registers,
    async collect() {
      const { oldest } = await exchange();
      this.set(oldest === null ? 0 : Math.max(0, reading.now() - oldest));
    },
  });

  follower.onApplied((applied) => {
    if (applied.change === "moved") return;
    const now = Date.now();
    for (const { outcome, acceptedAtMs, code } of applied.settled) {
      if (outcome === "recorded") recorded.observe((now - acceptedAtMs) / 1000);
      if (outcome === "refused") refused.inc({ code: code ?? "unknown" });
    }
  });

  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    subscribers: (change) => subscribers.inc(change),
    answered: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
  };
}
