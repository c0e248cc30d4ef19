import fc from "fast-check";
import { CHAIN_FAULTS } from "./chain-faults.ts";
import { SIGNER_FAULTS } from "./signer-faults.ts";
import type { Fault } from "./fault.ts";
import { GATEWAY_FAULTS } from "./gateway-faults.ts";
import { NODE_FAULTS } from "./node-faults.ts";
import { planWork, type Story } from "./plan-work.ts";
import { POSTGRES_FAULTS } from "./postgres-faults.ts";

/** The size of a simulation. */
export interface Scale {
  readonly stories: number;
  readonly steps: number;
  readonly captures: number;
  readonly episodes: number;
}

/** One or two simultaneous faults, which start once a planned number of further entries was acknowledged. */
export interface Episode {
  readonly afterPromises: number;
  readonly faults: readonly Fault[];
  readonly lastsMs: number;
}

/** The complete plan that a seed determines. */
export interface SimulationPlan {
  readonly seed: number;
  /** Two gateways on PostgreSQL, or one on SQLite. */
  readonly isOnPostgres: boolean;
  /** Whether the chain loses blocks: then an entry that was readable may temporarily disappear. */
  readonly changesChain: boolean;
  readonly stories: readonly Story[];
  readonly captures: number;
  readonly episodes: readonly Episode[];
}

/** Without the answer of more than 128 MiB, which costs this process more than the gateway. */
const node = NODE_FAULTS.filter(({ name }) => !name.includes("size limit"));

/** Plans a simulation. The same seed and scale give the same work, and the same faults at the same points of it. */
export function planSimulation(seed: number, scale: Scale): SimulationPlan {
  const isOnPostgres = seed % 2 === 1;
  const changesChain = seed % 3 !== 0;
  const outside = changesChain ? [...node, ...CHAIN_FAULTS, ...CHAIN_FAULTS] : node;
  const inside = [
    ...GATEWAY_FAULTS,
    ...GATEWAY_FAULTS,
    ...SIGNER_FAULTS,
    ...(isOnPostgres ? POSTGRES_FAULTS.filter(({ name }) => !name.startsWith("the gateway")) : []),
  ];
  const episode: fc.Arbitrary<Episode> = fc
    .record({
      afterPromises: fc.integer({ min: 5, max: 60 }),
      outside: fc.option(fc.constantFrom(...outside), { freq: 2 }),
      inside: fc.option(fc.constantFrom(...inside), { freq: 2 }),
      lastsMs: fc.integer({ min: 100, max: 1_500 }),
    })
    .map(({ afterPromises, lastsMs, ...chosen }) => ({
      afterPromises,
      lastsMs,
      faults: [chosen.outside, chosen.inside].filter((fault) => fault !== null),
    }));
  return {
    seed,
    isOnPostgres,
    changesChain,
    stories: planWork(seed, scale.stories, scale.steps),
    captures: scale.captures,
    episodes: fc.sample(episode, { seed, numRuns: scale.episodes }),
  };
}
