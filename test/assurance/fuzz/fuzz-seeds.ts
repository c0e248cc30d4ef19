import { KIND_NAMES, type Kind } from "../../../src/domain/rules/kind.ts";
import type { FuzzArena, Tally } from "./fuzz-arena.ts";

/** Entries in a run, enough to open a shipment and to do all that must precede its forfeiture. */
const ENTRIES_PER_RUN = 8;

/** The results of runs with consecutive seeds. */
export interface Fuzzed {
  readonly runs: number;
  readonly tally: Tally;
  /** The broken promise of the last run, with the seed that repeats it. */
  readonly broken?: { readonly seed: number; readonly promise: string };
}

/** Tries this number of runs, and stops at the first broken promise. */
export async function fuzzSeeds(arena: FuzzArena, firstSeed: number, runs: number): Promise<Fuzzed> {
  const tally: Tally = new Map();
  for (let done = 0; done < runs; done++) {
    const seed = firstSeed + done;
    const promise = await arena.run(seed, ENTRIES_PER_RUN, tally);
    if (promise !== undefined) return { runs: done + 1, tally, broken: { seed, promise } };
  }
  return { runs, tally };
}

/** The kinds with a recorded entry, signed by an account or by a wallet. */
export function kindsRecorded(tally: Tally): Kind[] {
  const names = new Set([...tally.keys()].map((name) => name.split(",")[0]));
  return KIND_NAMES.filter((kind) => names.has(kind));
}
