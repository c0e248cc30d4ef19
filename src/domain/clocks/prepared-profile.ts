import { parseDay, type CalendarDay } from "./calendar-day.ts";
import type { Counting } from "./counting.ts";
import type { Place, Profile, Rule } from "./profile.ts";
import { StillDays } from "./still-days.ts";
import { timeZone } from "./time-zone.ts";
import { WorkingDays } from "./working-days.ts";

/** A profile and its calendars, ready to compute clocks at one of its places. */
export interface PreparedProfile {
  readonly profile: Profile;
  readonly place: Place;
  readonly validFrom: CalendarDay;
  readonly validUntil: CalendarDay;
  countingOf(rule: Rule): Counting;
}

/**
 * Prepares a checked profile (`profileProblems`) for a place.
 *
 * @param code of the place; absent for the first.
 * @returns `undefined` for a place that the profile does not have.
 */
export function prepareProfile(profile: Profile, code?: string): PreparedProfile | undefined {
  const place = code === undefined ? profile.places[0] : profile.places.find((each) => each.code === code);
  if (place === undefined) return undefined;
  const calendar = profile.calendars.find((each) => each.code === place.calendar);
  const zone = timeZone(place.zone);
  const workingDays = calendar && new WorkingDays(calendar);
  const countings = new Map(
    profile.rules.map((rule) => [rule.code, { zone, workingDays, stillDays: stillDaysOf(rule, profile) }]),
  );
  return {
    profile,
    place,
    validFrom: limit(profile.validFrom, -Infinity),
    validUntil: limit(profile.validUntil, Infinity),
    countingOf: ({ code: rule }) => countings.get(rule) ?? { zone, workingDays, stillDays: undefined },
  };
}

function limit(written: string | null, otherwise: number): CalendarDay {
  return (written === null ? undefined : parseDay(written)) ?? otherwise;
}

function stillDaysOf({ standStill = [] }: Rule, { standStills }: Profile): StillDays | undefined {
  return standStill.length === 0
    ? undefined
    : new StillDays(standStills.filter(({ code }) => standStill.includes(code)));
}
