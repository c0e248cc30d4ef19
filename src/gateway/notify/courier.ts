import type { Logger } from "pino";
import type { Agent } from "undici";
import { noteFailure, readDueDeliveries, removeDelivery, type DeliveryRecord } from "../../store/notify/deliveries.ts";
import type { Reading } from "../read/reading.ts";
import type { Feed } from "./feed.ts";
import { postLetter, type Letter } from "./post-letter.ts";
import { RETRY_DELAYS_MS, retryDelay } from "./retry-delays.ts";
import { createWebhookAgent } from "./webhook-agent.ts";

/** What delivering needs. */
export interface Delivering {
  readonly reading: Reading;
  readonly feed: Pick<Feed, "end" | "changed">;
  readonly log: Logger;
  /** Whether `http:` and private addresses may be called. */
  readonly allowPrivate: boolean;
  /** Milliseconds before each further attempt; {@link RETRY_DELAYS_MS} when absent. */
  readonly retryDelaysMs?: readonly number[];
}

/** One kind of messages, and those who get them. */
export interface Mail<Addressee extends { readonly id: string }> {
  addressees(): Promise<readonly Addressee[]>;
  /** Writes down what is to be told of what was recorded up to `end`, before any of it is sent. */
  plan(addressee: Addressee, end: number, stop: AbortSignal): Promise<void>;
  /**
   * The message as it is now, not as it was planned: what was erased is not told any more, nor what the addressee may
   * no longer read. `undefined` when nothing is left to be told.
   */
  compose(addressee: Addressee, message: DeliveryRecord): Promise<Omit<Letter, "allowPrivate"> | undefined>;
  /** The receiver said that it is gone for good. */
  disable(addressee: Addressee): Promise<void>;
}

/** Messages on their way to one addressee at once, so that a slow receiver takes nothing from others. */
const IN_FLIGHT = 4;

/** Milliseconds in which news gathers before it is planned: bounds how often the store is asked. */
const GATHER_MS = 20;

/** Milliseconds between looks for messages whose time to be tried again has come. */
const TICK_MS = 500;

/**
 * Delivers mail until it is stopped; one process of those on a database does so, the leader. What is to be told is first
 * written down and forgotten only once it arrived: a message may come twice after a crash, with the same id, and is never
 * lost.
 */
export function startCourier<Addressee extends { readonly id: string }>(
  delivering: Delivering,
  mail: Mail<Addressee>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const agent = createWebhookAgent(delivering.allowPrivate);
  const courier = new Courier(delivering, mail, agent, stopping.signal);
  const running = run(delivering, courier, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await courier.idle();
      await agent.destroy();
    },
  };
}

async function run(
  { feed, log }: Delivering,
  courier: { planned: number; planAndSend(): Promise<void> },
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await courier.planAndSend();
    } catch (error) {
      // A store that fails for a while delays messages and loses none.
      log.error({ err: error }, "messages wait for the store");
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

/** Plans messages and carries them, a few at a time to each addressee. */
class Courier<Addressee extends { readonly id: string }> {
  readonly #delivering: Delivering;
  readonly #mail: Mail<Addressee>;
  readonly #agent: Agent;
  readonly #stop: AbortSignal;
  /** By addressee, the messages on their way. */
  readonly #underWay = new Map<string, Map<string, Promise<void>>>();
  #planned = 0;

  constructor(delivering: Delivering, mail: Mail<Addressee>, agent: Agent, stop: AbortSignal) {
    this.#delivering = delivering;
    this.#mail = mail;
    this.#agent = agent;
    this.#stop = stop;
  }

  /** Position up to which everything was planned. */
  get planned(): number {
    return this.#planned;
  }

  /** Plans what is new for each addressee and sends what is due. */
  async planAndSend(): Promise<void> {
    const end = await this.#delivering.feed.end();
    for (const addressee of await this.#mail.addressees()) {
      await this.#mail.plan(addressee, end, this.#stop);
      await this.#send(addressee);
    }
    this.#planned = end;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await Promise.all([...this.#underWay.values()].flatMap((messages) => [...messages.values()]));
  }

  async #send(addressee: Addressee): Promise<void> {
    const underWay = this.#underWay.get(addressee.id) ?? new Map<string, Promise<void>>();
    this.#underWay.set(addressee.id, underWay);
    if (this.#stop.aborted || underWay.size >= IN_FLIGHT) return;
    const due = await readDueDeliveries(this.#delivering.reading.db, addressee.id, Date.now(), 2 * IN_FLIGHT);
    for (const message of due) {
      if (underWay.size >= IN_FLIGHT) return;
      if (underWay.has(message.id)) continue;
      const attempt = this.#attempt(addressee, message)
        .finally(() => underWay.delete(message.id))
        .then((goesOn) => (goesOn ? this.#send(addressee) : undefined))
        // What is not noted stays due, and the next look tries it again.
        .catch((error: unknown) => this.#delivering.log.error({ err: error }, "a message waits for the store"));
      underWay.set(message.id, attempt);
    }
  }

  /** @returns whether more can be sent to this addressee now. */
  async #attempt(addressee: Addressee, message: DeliveryRecord): Promise<boolean> {
    const { reading, log, allowPrivate, retryDelaysMs = RETRY_DELAYS_MS } = this.#delivering;
    const letter = await this.#mail.compose(addressee, message);
    if (letter === undefined) {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    const outcome = await postLetter(this.#agent, { ...letter, allowPrivate }, this.#stop);
    if (outcome === "arrived") {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    // What was cut short by stopping did not fail: it is sent again by whoever leads next.
    if (this.#stop.aborted) return false;
    if (outcome === "gone") {
      log.warn({ webhook: addressee.id }, "webhook is gone and was disabled");
      await this.#mail.disable(addressee);
      return false;
    }
    const delay = retryDelay(message.attempts, retryDelaysMs);
    log.info({ webhook: addressee.id, message: message.id, problem: outcome.problem }, "webhook not reached");
    await noteFailure(reading.db, message, outcome.problem, delay === undefined ? undefined : Date.now() + delay);
    return true;
  }
}
