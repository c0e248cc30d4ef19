import { setTimeout as sleep } from "node:timers/promises";
import type { Leadership } from "../store/postgres/leadership.ts";

/** What the leading gateway of a database does, and no other. */
export interface Office {
  /** Begins all of it, unless `over` aborts meanwhile. */
  take(over: AbortSignal): Promise<void>;
  /** Ends all of it, also what `take` is still about. */
  leave(): Promise<void>;
}

/** Pause before a gateway that lost its leadership stands for election again. */
const PAUSE_MS = 500;

/**
 * Leads as often as this gateway is elected, until it is stopped. One that loses the lead, because its database was out of
 * reach for a while, stops all that the leader does before it stands again.
 *
 * @param first The campaign that is under way.
 * @param campaign Begins another.
 * @param onTrouble Hears why it does not lead any more, or cannot stand.
 */
export function leadWhenElected(
  first: Leadership,
  campaign: () => Promise<Leadership>,
  office: Office,
  onTrouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve()));

  /** From the election to the loss of the lead, or until it is stopped. */
  async function serve({ elected, lost }: Leadership): Promise<void> {
    const over = new AbortController();
    let taking: Promise<void> | undefined;
    try {
      await Promise.race([elected, stopped]);
      if (stopping.signal.aborted) return;
      taking = office.take(over.signal);
      await Promise.race([taking, lost, stopped]);
      await Promise.race([lost, stopped]);
    } catch (error) {
      onTrouble(error);
    } finally {
      over.abort();
      await Promise.all([taking?.catch(() => undefined), office.leave()]);
    }
  }

  async function standAgain(): Promise<Leadership | undefined> {
    while (!stopping.signal.aborted) {
      await Promise.race([sleep(PAUSE_MS), stopped]);
      try {
        return await campaign();
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
      await leadership.resign();
      leadership = await standAgain();
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
