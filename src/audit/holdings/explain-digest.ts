import type { HoldingsDigest } from "../../api/exchange.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { keysOf } from "../../domain/keys-of.ts";
import { digestHoldings, type Holding, HOLDING_STATES, type HoldingState } from "../../exchange/holdings.ts";

/** What a member says of each entry that it holds, or of which it knows that it is erased. */
export type StatedHoldings = ReadonlyMap<EntryHash, HoldingState>;

/** Largest number of entries whose combinations are tried: 5 to the power of 7 are 78,125. */
const MOST_TRIED = 7;

const STATES = keysOf(HOLDING_STATES);

/**
 * Finds what a digest says about the entries that the chain has in its range.
 *
 * @param entries All entries of the chain in this range.
 * @returns "false" when no holdings of these entries have this digest, which convicts its signer; `undefined` when the
 * range has too many entries to tell.
 */
export function explainDigest(
  stated: HoldingsDigest,
  entries: readonly EntryHash[],
): StatedHoldings | "false" | undefined {
  if (stated.count > entries.length) return "false";
  const isIt = (holdings: readonly Holding[]) => digestHoldings(stated, holdings).digest === stated.digest;
  if (stated.count === 0) return isIt([]) ? new Map() : "false";
  if (stated.count === entries.length) {
    const all = entries.map((entry): Holding => ({ entry, state: "all" }));
    if (isIt(all)) return statedBy(all);
  }
  if (entries.length > MOST_TRIED) return undefined;
  for (const holdings of combinations(entries, stated.count)) if (isIt(holdings)) return statedBy(holdings);
  return "false";
}

const statedBy = (holdings: readonly Holding[]): StatedHoldings =>
  new Map(holdings.map(({ entry, state }) => [entry, state]));

/** All holdings of exactly `count` of these entries. */
function* combinations(entries: readonly EntryHash[], count: number): Generator<readonly Holding[]> {
  const [entry, ...rest] = entries;
  if (entry === undefined) {
    yield [];
    return;
  }
  if (rest.length >= count) yield* combinations(rest, count);
  if (count === 0) return;
  for (const others of combinations(rest, count - 1)) for (const state of STATES) yield [{ entry, state }, ...others];
}
