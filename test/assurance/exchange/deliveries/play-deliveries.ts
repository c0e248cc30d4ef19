import fc from "fast-check";
import { count, perform, type Tally, WORLD_ACT } from "./acts.ts";
import { deliverAll } from "./deliver-all.ts";
import { HonestLanes } from "./honest-lanes.ts";
import { StoreWorld } from "./store-world.ts";

/**
 * Performs the random steps of a seed: entries, changes of the directory, and deliveries in any order. Then lets the
 * honest gateways deliver everything.
 *
 * @param tally Counts the outcomes of the deliveries.
 * @returns in words what a gateway held without a right after the first such step, or lacked in the end.
 */
export async function playDeliveries(seed: number, steps: number, tally: Tally): Promise<string[]> {
  const [acts = []] = fc.sample(fc.array(WORLD_ACT, { minLength: steps, maxLength: steps }), { seed, numRuns: 1 });
  const world = await StoreWorld.open();
  const lanes = new HonestLanes(world, (outcome) => count(tally, outcome));
  try {
    for (const [index, act] of acts.entries()) {
      const problems = await perform({ world, lanes, tally }, act);
      if (problems.length > 0) return problems.map((problem) => `seed ${seed}, step ${index + 1}: ${problem}`);
    }
    return (await deliverAll(world, lanes)).map((problem) => `seed ${seed}, in the end: ${problem}`);
  } finally {
    await world.close();
  }
}
