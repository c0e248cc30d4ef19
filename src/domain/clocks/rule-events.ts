import type { CaseEventType } from "./case-event.ts";
import type { Profile, Rule } from "./profile.ts";

/** The events that start, stop, lift or do what a rule asks for. */
export function eventsOf({ trigger, fallback, acts, liftedBy = [], suspension }: Rule): CaseEventType[] {
  const triggers = [trigger, ...(fallback === undefined ? [] : [fallback])];
  const starts = triggers.flatMap((each) => ("event" in each ? [each.event] : []));
  const stops = suspension === undefined ? [] : [suspension.from, suspension.until];
  return [...new Set([...starts, ...acts, ...liftedBy, ...stops])];
}

/** The events of a rule that no entry records. What the ledger does not show cannot move its clock. */
export function unrecordedEvents(rule: Rule, { recordedBy }: Profile): CaseEventType[] {
  const recorded = new Set<string>(recordedBy.map(({ event }) => event));
  return eventsOf(rule).filter((event) => !recorded.has(event));
}
