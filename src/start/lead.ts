import { setTimeout as sleep } from "node:timers/promises";
import { startSubscriptions } from "../epcis/query/start-subscriptions.ts";
import type { Feed } from "../gateway/notify/feed.ts";
import { startWebhooks } from "../gateway/notify/webhook-messages.ts";
import { requestLeadership, type Leadership } from "../store/postgres/leadership.ts";
import type { Config } from "../config/config.ts";
import { databaseLocation } from "./database-location.ts";
import type { Foundation } from "./open-foundation.ts";
import type { Recording } from "./wire-recording.ts";
import type { Witnesses } from "./wire-witnesses.ts";

/** The work that only the leading gateway of a database does. */
export interface LeaderWork {
  /** Begins all of it, unless `over` aborts first. */
  begin(over: AbortSignal): Promise<void>;
  /** Ends all of it, also while `begin` is at work. */
  end(): Promise<void>;
}

/** Pause before a gateway that lost its leadership requests it again, in milliseconds. */
const PAUSE_MS = 500;

/**
 * Leads whenever this gateway may. On SQLite it leads at once; on PostgreSQL it may wait until another one stops.
 *
 * @param opened receives what has to be closed at the end.
 */
export async function lead(
  { db, leadership, onTrouble }: Foundation,
  work: LeaderWork,
  config: Config,
  opened: AsyncDisposableStack,
): Promise<void> {
  if (db.dialect === "sqlite") {
    opened.defer(() => work.end());
    return work.begin(new AbortController().signal);
  }
  const { stop } = leadWhenAcquired(leadership, () => requestLeadership(databaseLocation(config)), work, onTrouble);
  opened.defer(stop);
}

/** Follows, records, collects cosignatures, and sends messages to webhooks and EPCIS subscriptions. */
export function wireLeaderWork(
  { reading, log }: Foundation,
  { follower, pipeline }: Recording,
  { collector }: Witnesses,
  feed: Feed,
  { webhooksAllowPrivate }: Config,
): LeaderWork {
  let dispatchers: { stop(): Promise<void> }[] = [];
  return {
    async begin(over) {
      await follower.lead();
      if (!over.aborted) await pipeline.start();
      if (over.aborted) return;
      collector.start();
      const context = { reading, feed, log, allowPrivate: webhooksAllowPrivate };
      dispatchers = [startWebhooks(context), startSubscriptions(context)];
      log.info({ block: follower.checkpoint.block, depth: pipeline.depth }, "this gateway follows and records");
    },
    async end() {
      await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.stop()));
      await collector.stop();
      await pipeline.stop();
      await follower.stepDown();
    },
  };
}

/**
 * Leads whenever leadership is acquired, until it is stopped. A gateway that loses it, because its database was out of
 * reach for a while, ends all the leader's work before it requests leadership again.
 *
 * @param first The request that is under way.
 * @param request Makes another.
 * @param onTrouble Called with the reason for which it no longer leads, or cannot request to.
 */
export function leadWhenAcquired(
  first: Leadership,
  request: () => Promise<Leadership>,
  work: LeaderWork,
  onTrouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));

  /** Works from the moment at which leadership is acquired until it is lost, or until `stop`. */
  async function serve({ acquired, lost }: Leadership): Promise<void> {
    const over = new AbortController();
    let beginning: Promise<void> | undefined;
    try {
      await Promise.race([acquired, stopped]);
      if (stopping.signal.aborted) return;
      beginning = work.begin(over.signal);
      await Promise.race([beginning, lost, stopped]);
      await Promise.race([lost, stopped]);
    } catch (error) {
      onTrouble(error);
    } finally {
      over.abort();
      await Promise.all([beginning?.catch(() => undefined), work.end()]);
    }
  }

  async function requestAgain(): Promise<Leadership | undefined> {
    while (!stopping.signal.aborted) {
      await Promise.race([sleep(PAUSE_MS), stopped]);
      try {
        return await request();
      } catch (error) {
        onTrouble(error);
      }
    }
    return undefined;
  }

  const running = (async () => {
    let leadership: Leadership | undefined = first;
    while (leadership !== undefined) {
      if (!stopping.signal.aborted) await serve(leadership);
      await leadership.release();
      leadership = await requestAgain();
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
