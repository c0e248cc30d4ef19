import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EntryView } from "../../gateway/read/entry-view.ts";
import type { Metrics } from "./metrics.ts";

/** Pages of a feed: entries, and the position up to which everything was considered. */
type Pages = AsyncIterable<{ readonly entries: readonly EntryView[]; readonly position: number }>;

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
  readonly #texts = new WeakMap<readonly EntryView[], string>();

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
    follow: (signal: AbortSignal) => Pages,
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
        if (page.entries.length === 0) continue;
        if (!response.write(this.#textOf(page.entries)) && !(await drained(response, this.#limits.drainMs))) {
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

  #textOf(entries: readonly EntryView[]): string {
    const text = this.#texts.get(entries) ?? entries.map(eventOf).join("");
    this.#texts.set(entries, text);
    return text;
  }

  #count(participant: ParticipantId, change: 1 | -1): void {
    const open = (this.#open.get(participant) ?? 0) + change;
    if (open === 0) this.#open.delete(participant);
    else this.#open.set(participant, open);
    this.#metrics.subscribers(change);
  }
}

function eventOf(entry: EntryView): string {
  return `id: ${entry.position}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`;
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
