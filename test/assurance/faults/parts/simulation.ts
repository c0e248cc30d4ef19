import { planSimulation, type Scale } from "../plan-simulation.ts";
import { simulate } from "../simulate.ts";
import type { Finding, Part } from "../../part.ts";

/** Seeds of every run: both databases, with and without reorganisations. */
const SEEDS = [1, 2, 3, 6];

const SCALE: Scale = { stories: 12, steps: 60, captures: 20, episodes: 15 };

/** Random work under random faults, whose seeds are printed. */
export const SIMULATION: Part = {
  promise: "Random work under random faults keeps every promise",
  minutes: 12,
  async run(say, { seed } = {}) {
    const seeds = seed === undefined ? [...SEEDS, Math.trunc(Math.random() * 2 ** 31)] : [seed];
    const findings: Finding[] = [];
    for (const each of seeds) findings.push(await findBySeed(each, say));
    return findings;
  },
};

async function findBySeed(seed: number, say: (text: string) => void): Promise<Finding> {
  const plan = planSimulation(seed, SCALE);
  say(`seed ${seed} (replay: npm run assurance -- --only simulation --seed ${seed})`);
  const { steps, promises, recorded, reads, violations } = await simulate(plan, (text) => say(`  ${text}`));
  for (const violation of violations) say(`  VIOLATED: ${violation}`);
  const database = plan.isOnPostgres ? "two gateways on PostgreSQL" : "one gateway on SQLite";
  return {
    what: `seed ${seed}: ${database}${plan.changesChain ? ", with reorganisations" : ""}`,
    count: promises + reads,
    held: Math.max(0, promises + reads - violations.length),
    note: `${steps} steps, ${promises} promises, ${recorded} entries on the chain, ${reads} reads`,
  };
}
