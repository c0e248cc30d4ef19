import type { Hex } from "../../../../src/domain/entry.ts";
import type { Fault } from "../fault.ts";
import { proveFault, type Proof } from "../prove-fault.ts";
import type { World } from "../world.ts";
import type { Finding } from "../../part.ts";

/** Steps of each story, enough to continue through any fault. */
const STEPS = 40;

/** Exposes a world to one fault after the other, and counts the comparisons. */
export async function proveAll(
  world: World,
  faults: readonly Fault[],
  seed: number,
  say: (text: string) => void,
): Promise<Finding[]> {
  const known: Hex[] = [];
  const findings: Finding[] = [];
  for (const [index, fault] of faults.entries()) {
    say(fault.name);
    findings.push(findingOf(await proveFault(world, fault, { seed: seed + index, steps: STEPS }, known), say));
  }
  return findings;
}

/** A line of the table: the numbers of all and of the correct comparisons. */
export function findingOf(proof: Proof, say: (text: string) => void): Finding {
  for (const violation of proof.violations) say(`  VIOLATED: ${violation}`);
  const held = Math.max(0, proof.checks - proof.violations.length);
  const recovered = proof.recoveredMs === undefined ? "not recovered" : `recovered in ${proof.recoveredMs} ms`;
  return { what: proof.fault, count: proof.checks, held, note: `${proof.promises} promises, ${recovered}` };
}
