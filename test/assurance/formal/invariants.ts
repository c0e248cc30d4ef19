import { CASE_INVARIANTS } from "./invariants/case-invariants.ts";
import { CUSTODY_INVARIANTS } from "./invariants/custody-invariants.ts";
import { NESTING_INVARIANTS } from "./invariants/nesting-invariants.ts";
import { TRANSITION_INVARIANTS } from "./invariants/transition-invariants.ts";
import type { Invariant } from "./invariant.ts";

/** All invariants of the rules. */
export const INVARIANTS: readonly Invariant[] = [
  ...CUSTODY_INVARIANTS,
  ...CASE_INVARIANTS,
  ...NESTING_INVARIANTS,
  ...TRANSITION_INVARIANTS,
];
