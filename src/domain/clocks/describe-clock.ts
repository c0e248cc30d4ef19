import { formatDay } from "./calendar-day.ts";
import type { Clock, ClockStart } from "./clock.ts";
import { EXTENSION_FAULTS, UNKNOWN_REASONS } from "./clock-state.ts";
import { triggerText, unitsText } from "./describe-rule.ts";
import type { TimeZone } from "./time-zone.ts";

/** Why a clock stands as it does: its start, and what moved or changed its end. */
export function describeClock(clock: Clock, zone: TimeZone): readonly string[] {
  const { rule, start, end, unknown, stopped, extended, faults, actAt } = clock;
  if (start === null) return [`It waits for: ${triggerText(rule.trigger)}.`];
  const unit = rule.length?.unit ?? "calendarDays";
  const day = (at: number) => formatDay(zone.dayAt(at));
  return [
    startSentence(start),
    ...(stopped > 0 ? [`It was stopped for ${unit === "hours" ? `${stopped} s` : dayCount(stopped)}.`] : []),
    ...(extended > 0 ? [`It was extended by ${unitsText(extended, unit)}.`] : []),
    ...faults.map(({ at, fault }) => `The extension of ${day(at)} has no effect: ${EXTENSION_FAULTS[fault]}.`),
    ...(end?.movedFrom === undefined ? [] : [`The last day moved from ${formatDay(end.movedFrom)} to a working day.`]),
    ...(unknown === null ? [] : [`Its end is unknown: ${UNKNOWN_REASONS[unknown]}.`]),
    ...(actAt === null ? [] : [`The act was done on ${day(actAt)}.`]),
  ];
}

function startSentence({ trigger, isFallback, day }: ClockStart): string {
  return `It began on ${formatDay(day)} with: ${triggerText(trigger)}${isFallback ? ", as its trigger is missing" : ""}.`;
}

function dayCount(days: number): string {
  return unitsText(days, "calendarDays").replace("calendar ", "");
}
