import { startPostgresServer } from "../../../support/postgres-server.ts";
import type { Finding, Part } from "../../part.ts";
import { planExchange } from "./plan-exchange.ts";
import { simulateExchange } from "./simulate-exchange.ts";

const SEEDS = [1, 2, 3, 4];
const STEPS = 250;

/** Four gateways on one chain, each behind a proxy with random faults, with kills between. */
export const EXCHANGE: Part = {
  promise: "After any faults of network and gateways each member holds what it may read, and nothing else at any time",
  minutes: 30,
  async run(say, { seed } = {}) {
    const server = await startPostgresServer();
    process.env["TEST_POSTGRES_URL"] = server.url;
    try {
      const seeds = seed === undefined ? [...SEEDS, Math.trunc(Math.random() * 2 ** 31)] : [seed];
      const findings: Finding[] = [];
      for (const each of seeds) findings.push(await findBySeed(each, say));
      return findings;
    } finally {
      delete process.env["TEST_POSTGRES_URL"];
      await server.stop();
    }
  },
};

async function findBySeed(seed: number, say: (text: string) => void): Promise<Finding> {
  say(`seed ${seed} (replay: npm run assurance -- --only exchange --seed ${seed})`);
  const simulated = await simulateExchange(planExchange(seed, STEPS), (text) => say(`  ${text}`));
  const { entries, steps, faults, quietMs, violations } = simulated;
  for (const violation of violations) say(`  VIOLATED: ${violation}`);
  const disturbed = Object.entries(faults).map(([fault, count]) => `${fault} ${count}`);
  return {
    what: `seed ${seed}: four gateways`,
    count: entries,
    held: Math.max(0, entries - violations.length),
    note: `${steps} steps; delivered ${quietMs} ms after the last fault; requests: ${disturbed.join(", ")}`,
  };
}
