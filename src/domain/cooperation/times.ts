import { refuse, type Refusal } from "../rules/refusal.ts";
import type { Act } from "./act.ts";

/** The most seconds from now to a time that an act sets, except the end of an agreement: 366 days. */
export const MAX_AHEAD = 366 * 86_400;

/** The latest time on chain, Unix seconds. */
export const LAST_TIME = 2 ** 40 - 1;

/** Refuses an `until` before `earliest`, or more than {@link MAX_AHEAD} after `time`; both in Unix seconds. */
export function checkUntil({ matter, until }: Act, time: number, earliest: number): Refusal | undefined {
  const latest = time + MAX_AHEAD;
  return until < earliest || until > latest
    ? refuse("CooperationLedgerTimeOutOfRange", { matter, until, earliest, latest })
    : undefined;
}
