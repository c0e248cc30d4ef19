import type { QueryClient } from "@tanstack/react-query";
import type { EntryView } from "../../../../api/entry.ts";
import { reads } from "../../../api/reads.ts";
import type { EntryCheckResult } from "../../../verify/check-entry.ts";
import { entryBefore } from "../../../verify/entry-before.ts";
import { verify } from "../../../verify/verify.ts";
import { pickEntries } from "./pick-entries.ts";

/** Number of entries in a sample. */
export const SAMPLE = 24;
/** Number of entries that are read and checked at a time, small enough to show progress. */
const TOGETHER = 4;

export interface CheckedEntry {
  readonly entry: EntryView;
  readonly result: EntryCheckResult;
}

/** Chooses random entries and checks them in this browser, each with its link to the previous one. */
export async function checkSample(
  client: QueryClient,
  signal: AbortSignal,
  onProgress: (checked: readonly CheckedEntry[], of: number) => void,
): Promise<readonly CheckedEntry[]> {
  const [{ chain }, participants, entries] = await Promise.all([
    client.fetchQuery(reads.chain()),
    client.fetchQuery(reads.participants()),
    pickEntries(SAMPLE, byChance, signal),
  ]);
  let checked: readonly CheckedEntry[] = [];
  for (let from = 0; from < entries.length; from += TOGETHER) {
    onProgress(checked, entries.length);
    const some = entries.slice(from, from + TOGETHER);
    const withBefore = await Promise.all(some.map(async (entry) => [entry, await entryBefore(entry, signal)] as const));
    const results = await verify("entries", { ledger: chain, participants, entries: withBefore });
    checked = [
      ...checked,
      ...results.flatMap((result, index) => some.slice(index, index + 1).map((entry) => ({ entry, result }))),
    ];
  }
  return checked;
}

function byChance(bound: number): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return Math.floor((random / 2 ** 32) * bound);
}
