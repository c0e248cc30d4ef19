import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { StreamEvent } from "../../api/stream-event.ts";
import type { FeedPage } from "../../gateway/notify/feed.ts";
import type { Metrics } from "./metrics.ts";

/** Limits and times of event streams. */
export interface StreamLimits {
  /** Open streams of all participants. */
  readonly limit: number;
  /** Open streams of one participant. */
  readonly limitEach: number;
  /** Ends all streams. */
  readonly draining: AbortSignal;
  /** Milliseconds between heartbeats. Each heartbeat also checks the reader's permission. */
  readonly heartbeatMs: number;
  /** Milliseconds that a reader may take to drain a full buffer. */
  readonly drainMs: number;
}

/**
 * The id of an event: the position of an entry; the ledger's mark, which clients that made the id may omit; and the
 * number of the last arrival of a payload, unless it is 0.
 */
export const LAST_EVENT_ID = /^(\d{1,16})(?:-([0-9a-f]{8})(?:-(\d{1,15}))?)?$/;

/** Seconds after which a refused subscriber may try again. */
const RETRY_AFTER = 5;

/** Counts and limits open event streams (server-sent events), and writes their events. */
export class EventStreams {
  readonly #limits: StreamLimits;
  readonly #metrics: Pick<Metrics, "subscribers">;
  readonly #open = new Map<ParticipantId, number>();
  /** Texts of pages, which readers share. */
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
   * Writes a feed as events until it ends, or until the reader disconnects, loses its permission or is too slow.
   * It buffers at most one page for a slow reader, then disconnects it. The reader resumes with `Last-Event-ID`.
   *
   * @param mark names the ledger in the ids of events.
   * @param follow starts the feed, which ends when the signal aborts.
   * @param stillAllowed whether the reader still has its permission; called at each heartbeat.
   * @param record records what a page shows, before it is written.
   */
  async write(
    participant: ParticipantId,
    response: ServerResponse,
    mark: string,
    follow: (signal: AbortSignal) => AsyncIterable<FeedPage>,
    stillAllowed: () => Promise<boolean>,
    record: (page: FeedPage, text: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const ending = new AbortController();
    const end = () => ending.abort();
    let last: string | undefined;
    const heartbeat = setInterval(() => {
      stillAllowed().then((allowed) => {
        if (!allowed) end();
        else if (!response.writableNeedDrain) response.write(heartbeatAt(last));
      }, end);
    }, this.#limits.heartbeatMs);
    response.once("close", end);
    this.#count(participant, 1);
    try {
      response.write(heartbeatAt(undefined));
      for await (const page of follow(AbortSignal.any([ending.signal, this.#limits.draining]))) {
        last = eventId(page.position, mark, page.arrived);
        const text = this.#textOf(page, mark);
        if (text !== "") await record(page, text);
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

  /** Writes outcomes before entries. Outcomes have no id, so that a stream that breaks between the two repeats them. */
  #textOf(page: FeedPage, mark: string): string {
    let text = this.#texts.get(page);
    if (text === undefined) {
      const outcomes = [
        ...page.submissions.map((submission) => eventText("submission", submission)),
        ...page.actSubmissions.map((submission) => eventText("act-submission", submission)),
      ];
      const { arrivedBefore } = page;
      const entries = page.entries.map(
        (entry) => `id: ${eventId(entry.position, mark, arrivedBefore)}\n${eventText("entry", entry)}`,
      );
      // The id of the last of them tells that the page is complete. A stream that breaks before it repeats them.
      const acts = page.acts.map((act) => eventText("act", act));
      const completedActs = page.completedActs.map((act) => eventText("act", act));
      // A stream that breaks between them repeats them.
      const completed = page.completed.map((entry, index, { length }) => {
        const arrived = index === length - 1 ? page.arrived : arrivedBefore;
        return `id: ${eventId(page.position, mark, arrived)}\n${eventText("entry", entry)}`;
      });
      text = [...outcomes, ...acts, ...completedActs, ...entries, ...completed].join("");
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

/** Builds a comment, which dispatches no event. Its id lets a reader that received no event resume at this position. */
function heartbeatAt(id: string | undefined): string {
  return id === undefined ? ": here\n\n" : `: here\nid: ${id}\n\n`;
}

/** See {@link LAST_EVENT_ID}. */
function eventId(position: number, mark: string, arrived: number): string {
  return arrived === 0 ? `${position}-${mark}` : `${position}-${mark}-${arrived}`;
}

/** Whether the response's buffer drains within `ms` milliseconds. */
async function drained(response: ServerResponse, ms: number): Promise<boolean> {
  try {
    await once(response, "drain", { signal: AbortSignal.timeout(ms) });
    return true;
  } catch {
    return false;
  }
}
