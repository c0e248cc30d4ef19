import type { EntryView } from "../../../../api/entry.ts";
import type { Page } from "../../../../api/page.ts";
import { call } from "../../../api/call.ts";

/** Entries of a list that one request may have. */
const LIST = 200;
/** Of these around each moment chosen by chance, one is taken by chance. */
const AROUND = 20;
const DAY = 86_400;
/** As far as the beginning is looked for: half of the times that a ledger can be old, twice as far each time. */
const STEPS = 16;

/** A whole number from 0 to below `bound`, by chance. */
export type Chance = (bound: number) => number;

/**
 * Entries chosen by chance among all that the reader may see. A ledger that fits one list is known whole. Of a larger
 * one moments are chosen between its first and last entry, and entries recorded just before these.
 *
 * @param most entries; fewer when there are no more, or chance hits the same again and again.
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
