import type { HealRequest, WantedSummary } from "../../api/wanted.ts";
import { readWantedCounts, requestHeal } from "../../store/exchange/heal-requests.ts";
import type { Caller } from "../caller.ts";
import type { ReadContext } from "../read/read-context.ts";

/** Counts the payloads that the caller may read and that are not here. */
export async function readWanted({ db }: ReadContext, caller: Caller): Promise<WantedSummary> {
  const { oldestMs, ...counts } = await readWantedCounts(db, caller.participant);
  return { ...counts, oldestSince: oldestMs === null ? null : Math.floor(oldestMs / 1000) };
}

/** Asks all members at once for what the caller lacks, instead of at the next interval. The leading gateway does it. */
export async function healNow(reading: ReadContext, caller: Caller, { what }: HealRequest): Promise<WantedSummary> {
  await requestHeal(reading.db, caller.participant, what === "sealed", Date.now());
  return readWanted(reading, caller);
}
