import { dayOf, daysInMonth, partsOf, type CalendarDay } from "./calendar-day.ts";

/**
 * The last day of a period of months. `sameDay`: the day with the number of the first day, as where that day does not count.
 * `dayBefore`: the day before, as where it counts. Both rules end a period in a month that lacks the day on its last day.
 */
export const MONTH_RULES = ["sameDay", "dayBefore"] as const;

export type MonthRule = (typeof MONTH_RULES)[number];

/** The last day of a period of `months` that begins at `start`. */
export function addMonths(start: CalendarDay, months: number, rule: MonthRule): CalendarDay {
  const { year, month, day } = partsOf(start);
  const index = year * 12 + month - 1 + months;
  const [endYear, endMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const last = daysInMonth(endYear, endMonth);
  if (day > last) return dayOf({ year: endYear, month: endMonth, day: last });
  const corresponding = dayOf({ year: endYear, month: endMonth, day });
  return rule === "sameDay" ? corresponding : corresponding - 1;
}
