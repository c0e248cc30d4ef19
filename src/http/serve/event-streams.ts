import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { StreamEvent } from "../../api/stream-event.ts";
import type { FeedPage } from "../../gateway/notify/feed.ts";
import type { Metrics } from "./metrics.ts";

/** What bounds event streams. */
export interface StreamLimits {
  /** Open ones at once. */
  readonly limit: number;
  /** Open ones of one participant. */
  readonly limitEach: number;
  /** Ends all of them. */
  readonly draining: AbortSignal;
  /** How often a stream shows that it is alive, and asks whether its reader is still allowed to read. */
  readonly heartbeatMs: number;
  /** How long a reader may take to make room for more. */
  readonly drainMs: number;
}

/** Seconds after which a refused subscriber may try again. */
const RETRY_AFTER = 5;

/** Open event streams (server-sent events), as many as there may be. */
export class EventStreams {
  readonly #limits: StreamLimits;
  readonly #metrics: Pick<Metrics, "subscribers">;
  readonly #open = new Map<ParticipantId, number>();
  /** The text of a page is the same for all who are sent it. */
  readonly #texts = new WeakMap<FeedPage, string>();

  constructor(limits: StreamLimits, metrics: Pick<Metrics, "subscribers">) {
    this.#limits = limits;
    this.#metrics = metrics;
  }

  /** @throws PortolanError `TooManySubscribers`. */
  requireRoom(participant: ParticipantId): void {
    const { limit, limitEach } = this.#limits;
    const refuse = (whom: string, limit: number) =>
      new PortolanError("TooManySubscribers", { whom, limit, retryAfter: RETRY_AFTER });
    if ((this.#open.get(participant) ?? 0) >= limitEach) throw refuse("one participant", limitEach);
    if ([...this.#open.values()].reduce((sum, count) => sum + count, 0) >= limit)
      throw refuse("all participants", limit);
  }

  /**
   * Writes a feed as events until it ends, the reader goes away or loses its right, or is too slow. Nothing is
   * buffered for a slow one beyond the page that it is being sent: it is cut off, and goes on after the last event
   * that it got by `Last-Event-ID`.
   *
   * @param follow starts the feed; it ends when the signal aborts.
   */
  async write(
    participant: ParticipantId,
    response: ServerResponse,
    follow: (signal: AbortSignal) => AsyncIterable<FeedPage>,
    stillAllowed: () => Promise<boolean>,
  ): Promise<void> {
    const ending = new AbortController();
    const end = () => ending.abort();
    let position: number | undefined;
    const heartbeat = setInterval(() => {
      stillAllowed().then((allowed) => {
        if (!allowed) end();
        else if (!response.writableNeedDrain) response.write(heartbeatAt(position));
      }, end);
    }, this.#limits.heartbeatMs);
    response.once("close", end);
    this.#count(participant, 1);
    try {
      response.write(heartbeatAt(undefined));
      for await (const page of follow(AbortSignal.any([ending.signal, this.#limits.draining]))) {
        position = page.position;
        const text = this.#textOf(page);
        if (text !== "" && !response.write(text) && !(await drained(response, this.#limits.drainMs))) {
          response.destroy();
          break;
        }
      }
    } finally {
      clearInterval(heartbeat);
      end();
      this.#count(participant, -1);
    }
    response.end();
  }

  /** Outcomes come before the entries: they have no id, so that a stream cut off between the two repeats them. */
  #textOf(page: FeedPage): string {
    let text = this.#texts.get(page);
    if (text === undefined) {
      const outcomes = page.submissions.map((submission) => eventText("submission", submission));
      const entries = page.entries.map((entry) => `id: ${entry.position}\n${eventText("entry", entry)}`);
      text = [...outcomes, ...entries].join("");
      this.#texts.set(page, text);
    }
    return text;
  }

  #count(participant: ParticipantId, change: 1 | -1): void {
    const open = (this.#open.get(participant) ?? 0) + change;
    if (open === 0) this.#open.delete(participant);
    else this.#open.set(participant, open);
    this.#metrics.subscribers(change);
  }
}

function eventText(name: StreamEvent, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment that dispatches nothing; its id lets a reader that saw no event of its own resume further on. */
function heartbeatAt(position: number | undefined): string {
  return position === undefined ? ": here\n\n" : `: here\nid: ${position}\n\n`;
}

/** Whether there is room again in time. */
async function drained(response: ServerResponse, ms: number): Promise<boolean> {
  try {
    await once(response, "drain", { signal: AbortSignal.timeout(ms) });
    return true;
  } catch {
    return false;
  }
}
