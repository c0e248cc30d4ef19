import { setTimeout as sleep } from "node:timers/promises";
import { readUnsettledExchange } from "../../store/exchange/unsettled.ts";
import type { PeopledHome } from "./home.ts";

const POLL_MS = 200;

/** Longest wait in milliseconds. A parcel that waits for its block's follower goes again after seconds. */
const LIMIT_MS = 120_000;

/**
 * Waits until every gateway has followed the chain, and every lane has planned all entries and has final receipts.
 *
 * @returns the names of the gateways that are not quiet within two minutes.
 */
export async function untilQuiet(homes: readonly PeopledHome[]): Promise<string[]> {
  const members = homes.reduce((sum, { numbers }) => sum + numbers.size, 0);
  const begun = performance.now();
  for (;;) {
    const head = Math.max(...homes.map(({ gateway }) => gateway.follower.status.block));
    const states = await Promise.all(
      homes.map(async ({ plan, gateway, numbers, db }) => {
        const { lanes, unplanned, owed, reviews } = await readUnsettledExchange(db);
        const hasAllLanes = lanes === members - numbers.size;
        const follows = gateway.follower.status.block === head;
        return { name: plan.name, quiet: follows && hasAllLanes && unplanned + owed + reviews === 0 };
      }),
    );
    const busy = states.filter(({ quiet }) => !quiet).map(({ name }) => name);
    if (busy.length === 0 || performance.now() - begun > LIMIT_MS) return busy;
    await sleep(POLL_MS);
  }
}
