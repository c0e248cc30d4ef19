import type { EntryView } from "../../../../api/entry.ts";
import type { Page } from "../../../../api/page.ts";
import { call } from "../../../api/call.ts";

/** Most entries in one request. */
const LIST = 200;
/** Number of entries read before each random moment, of which a random one is taken. */
const AROUND = 20;
const DAY = 86_400;
/**
 * Number of steps back in search of the first entry. Each is twice as long as the one before; together they exceed any
 * ledger's age.
 */
const STEPS = 16;

/** Draws a random whole number from 0 to below `bound`. */
export type Chance = (bound: number) => number;

/**
 * Random entries among all that the reader may see. A ledger that fits into one request is read completely. In a larger
 * one, each draw picks a random moment after the first entry, and a random entry among those recorded just before it.
 *
 * @param most Most entries; fewer when the ledger has fewer, or repeated draws give the same entries.
 */
export async function pickEntries(most: number, chance: Chance, signal: AbortSignal): Promise<readonly EntryView[]> {
  const list = (query: { readonly recordedBefore?: number; readonly limit: number }) =>
    call<Page<EntryView>>("/v1/entries", { query, signal });
  const newest = await list({ limit: LIST });
  if (newest.next === null) return shuffled(newest.items, chance).slice(0, most);

  const latest = newest.items[0]?.recordedAt ?? 0;
  let earliest = latest;
  for (let step = 0, back = DAY; step < STEPS; step++, back *= 2) {
    earliest = Math.max(0, latest - back);
    if ((await list({ recordedBefore: earliest, limit: 1 })).items.length === 0) break;
  }
  const picked = new Map<string, EntryView>();
  for (let tries = 0; picked.size < most && tries < most * 3; tries++) {
    const moment = earliest + 1 + chance(latest + 1 - earliest);
    const { items } = await list({ recordedBefore: moment, limit: AROUND });
    const one = items[chance(items.length)];
    if (one === undefined) earliest = moment;
    else picked.set(one.hash, one);
  }
  return [...picked.values()];
}

function shuffled<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(chance(left.length), 1));
}
