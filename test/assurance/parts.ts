import { API_FUZZ } from "./api-fuzz/api-fuzz.ts";
import { CONTRACT_COVERAGE } from "./contract-coverage/contract-coverage.ts";
import { COVERAGE } from "./coverage/coverage.ts";
import { CRASHES } from "./crashes/crashes.ts";
import { EFFECTS } from "./faults/parts/effects.ts";
import { NODE_FAULTS } from "./faults/parts/node-faults.ts";
import { POSTGRES } from "./faults/parts/postgres.ts";
import { SIMULATION } from "./faults/parts/simulation.ts";
import { FORMAL } from "./formal/formal.ts";
import { FUZZ } from "./fuzz/fuzz.ts";
import { MUTANTS } from "./mutants/mutants.ts";
import { SUPPLY_CHAIN } from "./supply-chain/supply-chain.ts";
import { SYSCALLS } from "./syscalls/syscalls.ts";
import type { Part } from "./part.ts";

/** Every part, in the order in which they run. */
export const PARTS: readonly Part[] = [
  MUTANTS,
  COVERAGE,
  CONTRACT_COVERAGE,
  CRASHES,
  SYSCALLS,
  NODE_FAULTS,
  EFFECTS,
  POSTGRES,
  SIMULATION,
  FORMAL,
  FUZZ,
  API_FUZZ,
  SUPPLY_CHAIN,
];
