import type { Logger } from "pino";
import type { Agent } from "undici";
import { noteFailure, readDueDeliveries, removeDelivery, type DeliveryRecord } from "../../store/notify/deliveries.ts";
import type { ReadRecorder } from "../reads/read-recorder.ts";
import type { ReadContext } from "../read/read-context.ts";
import type { Feed } from "./feed.ts";
import { pause } from "../outgoing/pause.ts";
import { createOutgoingAgent } from "../outgoing/outgoing-agent.ts";
import { postMessage, WEBHOOK_TIMEOUT_MS, type OutgoingMessage } from "./post-message.ts";

/** Milliseconds before the second and each later attempt. After about three days the message becomes a dead letter. */
export const RETRY_DELAYS_MS: readonly number[] = [
  5_000, 30_000, 120_000, 600_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 86_400_000,
];

/**
 * Computes the delay after a failed attempt, at random up to a fifth shorter or longer, so that messages which failed
 * together are not sent together again.
 *
 * @returns whole milliseconds; `undefined` after the last attempt.
 */
export function retryDelay(attempts: number, delays: readonly number[]): number | undefined {
  const delay = delays[attempts];
  return delay === undefined ? undefined : Math.round(delay * (0.8 + 0.4 * Math.random()));
}

export interface DeliveryContext {
  readonly reading: ReadContext;
  /** Records which messages show payloads to authorities. */
  readonly reads: Pick<ReadRecorder, "record">;
  readonly feed: Pick<Feed, "end" | "changed">;
  readonly log: Logger;
  /** Whether `http:` and private addresses are allowed. */
  readonly allowPrivate: boolean;
  /** Milliseconds before each further attempt; default: {@link RETRY_DELAYS_MS}. */
  readonly retryDelaysMs?: readonly number[];
}

/** A kind of messages with its receivers. */
export interface MessageSource<Receiver extends { readonly id: string }> {
  receivers(): Promise<readonly Receiver[]>;
  /** Stores the messages about entries up to the position `end`, before the dispatcher sends them. */
  plan(receiver: Receiver, end: number, stop: AbortSignal): Promise<void>;
  /**
   * Composes a message from the present state of the store. Omits data that were erased since the plan, or that the
   * receiver may no longer read.
   *
   * @returns `undefined` if no data remain.
   */
  compose(receiver: Receiver, message: DeliveryRecord): Promise<Omit<OutgoingMessage, "allowPrivate"> | undefined>;
  /**
   * Replaces a message that is too large for the receiver by smaller ones.
   *
   * @returns whether it was divided. A single entry or event cannot be divided.
   */
  divide(receiver: Receiver, message: DeliveryRecord): Promise<boolean>;
  /** Disables a receiver that answered 410 Gone. */
  disable(receiver: Receiver): Promise<void>;
}

/** Largest number of concurrent messages to one receiver, so that a slow receiver does not delay others. */
const IN_FLIGHT = 4;

/** Shortest time between two rounds of planning in milliseconds, to limit the load on the store. */
const GATHER_MS = 20;

/** Reason of a dead letter that holds a single entry or event. */
const TOO_LARGE = "answered 413: too large for the receiver";

/** Milliseconds between two searches for messages that are due for another attempt. */
const TICK_MS = 500;

/**
 * Sends messages until `stop` is called. Only the leading gateway of a database runs it.
 *
 * It stores each message before it sends it, and deletes it after its arrival. After a crash it may send a message
 * again with the same id, but loses none.
 */
export function startDispatcher<Receiver extends { readonly id: string }>(
  delivering: DeliveryContext,
  source: MessageSource<Receiver>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const agent = createOutgoingAgent(delivering.allowPrivate, WEBHOOK_TIMEOUT_MS);
  const dispatcher = new MessageDispatcher(delivering, source, agent, stopping.signal);
  const running = run(delivering, dispatcher, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await dispatcher.idle();
      await agent.destroy();
    },
  };
}

async function run(
  { feed, log }: DeliveryContext,
  dispatcher: { planned: number; planAndSend(): Promise<void> },
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await dispatcher.planAndSend();
    } catch (error) {
      // A failing store delays messages, but loses none.
      log.error({ err: error }, "messages wait for the store");
    }
    await Promise.race([feed.changed(dispatcher.planned, stop), pause(TICK_MS, stop)]);
    await pause(GATHER_MS, stop);
  }
}

/** Plans messages and sends them, with a few concurrent messages to each receiver. */
class MessageDispatcher<Receiver extends { readonly id: string }> {
  readonly #delivering: DeliveryContext;
  readonly #source: MessageSource<Receiver>;
  readonly #agent: Agent;
  readonly #stop: AbortSignal;
  /** Messages in transmission, by receiver. */
  readonly #inFlight = new Map<string, Map<string, Promise<void>>>();
  /** Unix milliseconds before which a receiver asked for no message (`Retry-After`), by receiver. */
  readonly #notBefore = new Map<string, number>();
  #planned = 0;

  constructor(delivering: DeliveryContext, source: MessageSource<Receiver>, agent: Agent, stop: AbortSignal) {
    this.#delivering = delivering;
    this.#source = source;
    this.#agent = agent;
    this.#stop = stop;
  }

  /** The position up to which messages are planned. */
  get planned(): number {
    return this.#planned;
  }

  /** Plans new messages for each receiver, and sends the due ones. */
  async planAndSend(): Promise<void> {
    const end = await this.#delivering.feed.end();
    for (const receiver of await this.#source.receivers()) {
      await this.#source.plan(receiver, end, this.#stop);
      await this.#send(receiver);
    }
    this.#planned = end;
  }

  /** Resolves when no message is in transmission. */
  async idle(): Promise<void> {
    await Promise.all([...this.#inFlight.values()].flatMap((messages) => [...messages.values()]));
  }

  async #send(receiver: Receiver): Promise<void> {
    const inFlight = this.#inFlight.get(receiver.id) ?? new Map<string, Promise<void>>();
    this.#inFlight.set(receiver.id, inFlight);
    if (this.#stop.aborted || inFlight.size >= IN_FLIGHT) return;
    if (Date.now() < (this.#notBefore.get(receiver.id) ?? 0)) return;
    const due = await readDueDeliveries(this.#delivering.reading.db, receiver.id, Date.now(), 2 * IN_FLIGHT);
    for (const message of due) {
      if (inFlight.size >= IN_FLIGHT) return;
      if (inFlight.has(message.id)) continue;
      const attempt = this.#attempt(receiver, message)
        .finally(() => inFlight.delete(message.id))
        .then((goesOn) => (goesOn ? this.#send(receiver) : undefined))
        // The message stays due, and the next round sends it again.
        .catch((error: unknown) => this.#delivering.log.error({ err: error }, "a message waits for the store"));
      inFlight.set(message.id, attempt);
    }
  }

  /** @returns whether the receiver can take another message now. */
  async #attempt(receiver: Receiver, message: DeliveryRecord): Promise<boolean> {
    const { reading, log, allowPrivate, retryDelaysMs = RETRY_DELAYS_MS } = this.#delivering;
    const composed = await this.#source.compose(receiver, message);
    if (composed === undefined) {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    const outcome = await postMessage(this.#agent, { ...composed, allowPrivate }, this.#stop);
    if (outcome === "arrived") {
      await removeDelivery(reading.db, message.id);
      return true;
    }
    // An attempt that `stop` interrupted is not a failure: the next leading gateway sends the message again.
    if (this.#stop.aborted) return false;
    if (outcome === "gone") {
      log.warn({ webhook: receiver.id }, "webhook is gone and was disabled");
      await this.#source.disable(receiver);
      return false;
    }
    if (outcome === "too large") {
      if (await this.#source.divide(receiver, message)) return true;
      log.warn({ webhook: receiver.id, message: message.id }, "message is too large for its receiver");
      await noteFailure(reading.db, message, TOO_LARGE, undefined);
      return true;
    }
    const { notBeforeMs } = outcome;
    if (notBeforeMs !== undefined) this.#notBefore.set(receiver.id, notBeforeMs);
    const delay = retryDelay(message.attempts, retryDelaysMs);
    log.info({ webhook: receiver.id, message: message.id, problem: outcome.problem }, "webhook not reached");
    const next = delay === undefined ? undefined : Math.max(Date.now() + delay, notBeforeMs ?? 0);
    await noteFailure(reading.db, message, outcome.problem, next);
    return true;
  }
}
