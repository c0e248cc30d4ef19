import { setTimeout as sleep } from "node:timers/promises";
import { startSubscriptions } from "../epcis/query/start-subscriptions.ts";
import type { ParticipantId } from "../domain/entry.ts";
import { Acts } from "../gateway/cooperation/acts.ts";
import type { ExchangeContext } from "../gateway/exchange/exchange-context.ts";
import { createExchangeClient } from "../gateway/exchange/post-window.ts";
import { startSeeker } from "../gateway/exchange/seeker.ts";
import { startErasures } from "../gateway/exchange/start-erasures.ts";
import { startLanes } from "../gateway/exchange/start-lanes.ts";
import { startAnchoring } from "../gateway/reads/anchor-reads.ts";
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
  /** Starts all components, unless `over` aborts first. */
  begin(over: AbortSignal): Promise<void>;
  /** Stops all components, also while `begin` runs. */
  end(): Promise<void>;
}

/** Pause before a gateway that lost its leadership requests it again, in milliseconds. */
const PAUSE_MS = 500;

/**
 * Starts the leader's work when this gateway acquires leadership. On SQLite it leads at once; on PostgreSQL it may wait
 * until another gateway stops.
 *
 * @param opened receives the resources to close at the end.
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

/**
 * Follows, records, collects cosignatures, and sends messages to webhooks and EPCIS subscriptions, and parcels and
 * erasures to members with other gateways; and asks for missing payloads.
 */
export function wireLeaderWork(
  { db, directory, reading, reads, cooperation, log, onTrouble }: Foundation,
  { follower, pipeline, recorder, now }: Recording,
  { collector }: Witnesses,
  exchange: ExchangeContext,
  feed: Feed,
  { webhooksAllowPrivate, exchangePrivateHosts, exchangeHealSeconds, accessAnchorSeconds }: Config,
): LeaderWork {
  let dispatchers: { stop(): Promise<void> }[] = [];
  return {
    async begin(over) {
      await follower.lead();
      if (!over.aborted) await pipeline.start();
      if (over.aborted) return;
      collector.start();
      const context = { reading, reads, feed, log, allowPrivate: webhooksAllowPrivate };
      const client = createExchangeClient(exchangePrivateHosts);
      const exchanging = { ...exchange, log, client };
      const lanes = startLanes({ ...exchanging, feed });
      const seeker = startSeeker({ ...exchanging, healMs: exchangeHealSeconds * 1000 });
      const erasures = startErasures(exchanging);
      const parts = [lanes, seeker, erasures];
      const exchangers = {
        async stop() {
          await Promise.all(parts.map((part) => part.stop()));
          await client.close();
        },
      };
      dispatchers = [startWebhooks(context), startSubscriptions(context), exchangers];
      if (cooperation !== undefined) {
        const acts = new Acts({ reading, recorder, exists: true, now });
        const signsFor = (participant: ParticipantId) => recorder.signsFor(participant);
        const ageSeconds = accessAnchorSeconds;
        dispatchers.push(startAnchoring({ db, directory, acts, signsFor, now: reading.now, onTrouble, ageSeconds }));
      }
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
 * Acquires leadership, runs the leader's work, and repeats this until it is stopped. A gateway loses leadership when
 * its database is unreachable for some time. It stops all of the leader's work before it requests leadership again.
 *
 * @param first the pending request for leadership.
 * @param request makes a further request.
 * @param onTrouble receives the reason why the gateway lost leadership or cannot request it.
 */
export function leadWhenAcquired(
  first: Leadership,
  request: () => Promise<Leadership>,
  work: LeaderWork,
  onTrouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));

  /** Runs the leader's work from the acquisition of leadership until its loss or `stop`. */
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
