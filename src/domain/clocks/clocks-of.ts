import type { ParticipantId } from "../entry.ts";
import type { CaseEvent } from "./case-event.ts";
import type { Clock } from "./clock.ts";
import type { PreparedProfile } from "./prepared-profile.ts";
import { runClock } from "./run-clock.ts";

/**
 * The clocks of a case at an instant: a pure function of its events, the profile and the time. Later events are ignored. A
 * rule for each party has one clock for each party that an event names.
 *
 * @param now Unix seconds.
 * @param affected Parties that have clocks even before an event names them.
 */
export function clocksOf(
  prepared: PreparedProfile,
  events: readonly CaseEvent[],
  now: number,
  affected: readonly ParticipantId[] = [],
): Clock[] {
  const past = events.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
  const parties = partiesOf(past, affected);
  const clocks: Clock[] = [];
  for (const rule of prepared.profile.rules) {
    for (const party of rule.perParty ? parties : [null]) {
      const own = party === null ? past : past.filter((event) => event.party === undefined || event.party === party);
      clocks.push(runClock({ prepared, rule, party, events: own, earlier: clocks, now }));
    }
  }
  return clocks;
}

/** The affected parties and those that events name, in ascending order; `null` if there is none. */
function partiesOf(
  events: readonly CaseEvent[],
  affected: readonly ParticipantId[],
): readonly (ParticipantId | null)[] {
  const named = new Set([...affected, ...events.flatMap(({ party }) => (party === undefined ? [] : [party]))]);
  return named.size === 0 ? [null] : [...named].sort((a, b) => a - b);
}
