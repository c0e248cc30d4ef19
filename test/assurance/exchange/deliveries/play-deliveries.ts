import fc from "fast-check";
import { perform, type Tally, WORLD_ACT } from "./acts.ts";
import { StoreWorld } from "./store-world.ts";

/**
 * Performs the random steps of a seed: entries, changes of the directory, and deliveries in any order.
 *
 * @param tally Counts the outcomes of the deliveries.
 * @returns in words what a gateway held without a right, after the first such step.
 */
export async function playDeliveries(seed: number, steps: number, tally: Tally): Promise<string[]> {
  const [acts = []] = fc.sample(fc.array(WORLD_ACT, { minLength: steps, maxLength: steps }), { seed, numRuns: 1 });
  const world = await StoreWorld.open();
  try {
    for (const [index, act] of acts.entries()) {
      const problems = await perform(world, act, tally);
      if (problems.length > 0) return problems.map((problem) => `seed ${seed}, step ${index + 1}: ${problem}`);
    }
    return [];
  } finally {
    await world.close();
  }
}
