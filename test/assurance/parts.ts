import type { Part } from "./part.ts";

/** Every part by its name in `--only`, in the order of the runs. A part is loaded only when it runs. */
const LOADERS = {
  mutants: async () => (await import("./mutants/mutants.ts")).MUTANTS,
  coverage: async () => (await import("./coverage/coverage.ts")).COVERAGE,
  "contract-coverage": async () => (await import("./contract-coverage/contract-coverage.ts")).CONTRACT_COVERAGE,
  crashes: async () => (await import("./crashes/crashes.ts")).CRASHES,
  syscalls: async () => (await import("./syscalls/syscalls.ts")).SYSCALLS,
  "node-faults": async () => (await import("./faults/parts/node-faults.ts")).NODE_FAULTS,
  effects: async () => (await import("./faults/parts/effects.ts")).EFFECTS,
  postgres: async () => (await import("./faults/parts/postgres.ts")).POSTGRES,
  simulation: async () => (await import("./faults/parts/simulation.ts")).SIMULATION,
  deliveries: async () => (await import("./exchange/deliveries/deliveries.ts")).DELIVERIES,
  exchange: async () => (await import("./exchange/network/exchange.ts")).EXCHANGE,
  formal: async () => (await import("./formal/formal.ts")).FORMAL,
  fuzz: async () => (await import("./fuzz/fuzz.ts")).FUZZ,
  "api-fuzz": async () => (await import("./api-fuzz/api-fuzz.ts")).API_FUZZ,
  "supply-chain": async () => (await import("./supply-chain/supply-chain.ts")).SUPPLY_CHAIN,
} satisfies Record<string, () => Promise<Part>>;

export type PartName = keyof typeof LOADERS;

export const PART_NAMES = Object.keys(LOADERS) as PartName[];

export function loadPart(name: PartName): Promise<Part> {
  return LOADERS[name]();
}
