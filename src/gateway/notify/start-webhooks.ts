import type { Logger } from "pino";
import type { Agent } from "undici";
import { noteFailure, readDueDeliveries, removeDelivery, type DeliveryRecord } from "../../store/deliveries.ts";
import { readEntriesAfter, readEntryRecord } from "../../store/entries.ts";
import { disableWebhook, planDeliveries, readActiveWebhooks, type WebhookRecord } from "../../store/webhooks.ts";
import type { Visibility } from "../../store/visibility.ts";
import { visibilityOf } from "../access.ts";
import { viewEntry } from "../read/entry-view.ts";
import type { Reading } from "../read/reading.ts";
import type { Feed } from "./feed.ts";
import { RETRY_DELAYS_MS, retryDelay } from "./retry-delays.ts";
import { sendWebhook } from "./send-webhook.ts";
import { createWebhookAgent } from "./webhook-agent.ts";

/** What delivering needs. */
export interface WebhookDelivery {
  readonly reading: Reading;
  readonly feed: Feed;
  readonly log: Logger;
  /** Whether `http:` and private addresses may be called. */
  readonly allowPrivate: boolean;
  /** Milliseconds before each further attempt; {@link RETRY_DELAYS_MS} when absent. */
  readonly retryDelaysMs?: readonly number[];
}

/** Messages on their way to one webhook at once, so that a slow receiver takes nothing from others. */
const IN_FLIGHT = 4;

/** Entries considered for one webhook in one transaction. */
const PLANNED = 500;

/** Milliseconds in which news gathers before it is planned: bounds how often the store is asked. */
const GATHER_MS = 20;

/** Milliseconds between looks for messages whose time to be tried again has come. */
const TICK_MS = 500;

/**
 * Delivers webhooks until it is stopped; one process of those on a database does so, the leader. What is to be told is
 * first written down (`planDeliveries`) and forgotten only once it arrived: a message may come twice after a crash, with
 * the same id, and is never lost.
 */
export function startWebhooks(delivery: WebhookDelivery): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const agent = createWebhookAgent(delivery.allowPrivate);
  const courier = new Courier(delivery, agent, stopping.signal);
  const running = run(delivery, courier, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await courier.idle();
      await agent.destroy();
    },
  };
}

async function run({ feed, log }: WebhookDelivery, courier: Courier, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await courier.planAndSend();
    } catch (error) {
      // A store that fails for a while delays messages and loses none.
      log.error({ err: error }, "webhooks wait for the store");
    }
    await Promise.race([feed.changed(courier.planned, stop), pause(TICK_MS, stop)]);
    await pause(GATHER_MS, stop);
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener("abort", done);
    if (stop.aborted) done();
  });
}

/** Plans messages and carries them, a few at a time to each webhook. */
class Courier {
  readonly #delivery: WebhookDelivery;
  readonly #agent: Agent;
  readonly #stop: AbortSignal;
  /** By webhook, the messages on their way. */
  readonly #underWay = new Map<string, Map<string, Promise<void>>>();
  #planned = 0;

  constructor(delivery: WebhookDelivery, agent: Agent, stop: AbortSignal) {
    this.#delivery = delivery;
    this.#agent = agent;
    this.#stop = stop;
  }

  /** Position up to which every webhook was planned. */
  get planned(): number {
    return this.#planned;
  }

  /** Plans what is new for each webhook and sends what is due. */
  async planAndSend(): Promise<void> {
    const end = await this.#delivery.feed.end();
    for (const webhook of await readActiveWebhooks(this.#delivery.reading.db)) {
      await this.#plan(webhook, end);
      await this.#send(webhook);
    }
    this.#planned = end;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all([...this.#underWay.values()].flatMap((messages) => [...messages.values()]));
  }

  async #plan(webhook: WebhookRecord, end: number): Promise<void> {
    const { db } = this.#delivery.reading;
    let cursor = webhook.cursor;
    while (cursor < end && !this.#stop.aborted) {
      const page = await readEntriesAfter(db, this.#visibilityOf(webhook), cursor, PLANNED);
      if (page.position === cursor) return;
      const wanted = page.entries.filter(({ kind }) => webhook.kinds.length === 0 || webhook.kinds.includes(kind));
      await planDeliveries(db, { id: webhook.id, cursor }, wanted, page.position, Date.now());
      cursor = page.position;
    }
  }

  async #send(webhook: WebhookRecord): Promise<void> {
    const underWay = this.#underWay.get(webhook.id) ?? new Map<string, Promise<void>>();
    this.#underWay.set(webhook.id, underWay);
    if (this.#stop.aborted || underWay.size >= IN_FLIGHT) return;
    const due = await readDueDeliveries(this.#delivery.reading.db, webhook.id, Date.now(), 2 * IN_FLIGHT);
    for (const message of due) {
      if (underWay.size >= IN_FLIGHT) return;
      if (underWay.has(message.id)) continue;
      const attempt = this.#attempt(webhook, message)
        .finally(() => underWay.delete(message.id))
        .then((goesOn) => (goesOn ? this.#send(webhook) : undefined))
        // What is not noted stays due, and the next look tries it again.
        .catch((error: unknown) => this.#delivery.log.error({ err: error }, "a webhook waits for the store"));
      underWay.set(message.id, attempt);
    }
  }

  /** @returns whether more can be sent to this webhook now. */
  async #attempt(webhook: WebhookRecord, message: DeliveryRecord): Promise<boolean> {
    const { reading, log, allowPrivate, retryDelaysMs = RETRY_DELAYS_MS } = this.#delivery;
    // Read now, not when it was planned: an erased payload is not told any more, nor what the owner may no longer read.
    const record = await readEntryRecord(reading.db, this.#visibilityOf(webhook), message.entry);
    if (record === undefined) {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    const { url, secret } = webhook;
    const letter = { id: message.id, url, allowPrivate, secret, entry: viewEntry(reading, record) };
    const outcome = await sendWebhook(this.#agent, letter, this.#stop);
    if (outcome === "arrived") {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    // What was cut short by stopping did not fail: it is sent again by whoever leads next.
    if (this.#stop.aborted) return false;
    if (outcome === "gone") {
      log.warn({ webhook: webhook.id }, "webhook is gone and was disabled");
      await disableWebhook(reading.db, webhook.id, reading.now());
      return false;
    }
    const delay = retryDelay(message.attempts, retryDelaysMs);
    log.info({ webhook: webhook.id, message: message.id, problem: outcome.problem }, "webhook not reached");
    await noteFailure(reading.db, message, outcome.problem, delay === undefined ? undefined : Date.now() + delay);
    return true;
  }

  #visibilityOf({ participant }: WebhookRecord): Visibility {
    const { roles = 0, jurisdiction = "" } = this.#delivery.reading.directory.get(participant) ?? {};
    return visibilityOf({ participant, roles, jurisdiction, scopes: new Set() });
  }
}
