import { Temporal } from "temporal-polyfill";
import type { HolidayCalendar, Length, StandStill, YearlyDay } from "../../../src/domain/clocks/profile.ts";

/** In the order of ISO 8601, in which Monday is 1. */
const WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** What the counter needs to know of a rule and its place. */
export interface Counted {
  readonly length: Exclude<Length, { unit: "hours" | "actDate" }>;
  readonly calendar: HolidayCalendar;
  readonly standStills: readonly StandStill[];
}

/**
 * Counts a period day by day on the dates of Temporal, without any arithmetic of `src/domain/clocks`.
 *
 * @returns `undefined` if it meets a day outside the calendar's years on which the result depends.
 */
export function countPeriod(start: string, { length, calendar, standStills }: Counted): string | undefined {
  const isCovered = (day: Temporal.PlainDate) => day.year >= calendar.years.from && day.year <= calendar.years.to;
  const holidays = new Set(calendar.holidays);
  const isWorking = (day: Temporal.PlainDate) =>
    !holidays.has(day.toString()) && !calendar.weekend.some((name) => name === WEEKDAY_NAMES[day.dayOfWeek - 1]);
  let day = Temporal.PlainDate.from(start);
  if (length.unit === "months") {
    const end = day.add({ months: length.count }, { overflow: "constrain" });
    day = length.monthRule === "sameDay" || end.day !== day.day ? end : end.subtract({ days: 1 });
  } else {
    const counts = (each: Temporal.PlainDate) =>
      length.unit === "businessDays" ? isWorking(each) : !standStills.some((span) => isWithin(each, span));
    if (length.firstDay === "notCounted") day = day.add({ days: 1 });
    for (let left = length.count; ; day = day.add({ days: 1 })) {
      if (length.unit === "businessDays" && !isCovered(day)) return undefined;
      if (counts(day)) left -= 1;
      if (left === 0) break;
    }
    if (length.unit === "businessDays") return day.toString();
  }
  if (length.roll === "none") return day.toString();
  for (; isCovered(day); day = day.add({ days: length.roll === "nextWorkingDay" ? 1 : -1 }))
    if (isWorking(day)) return day.toString();
  return undefined;
}

function isWithin(day: Temporal.PlainDate, { from, to }: StandStill): boolean {
  return [day.year - 1, day.year].some((year) => {
    const first = dayIn(from, year);
    const last = dayIn(to, year);
    const end = Temporal.PlainDate.compare(last, first) < 0 ? dayIn(to, year + 1) : last;
    return Temporal.PlainDate.compare(day, first) >= 0 && Temporal.PlainDate.compare(day, end) <= 0;
  });
}

function dayIn(day: YearlyDay, year: number): Temporal.PlainDate {
  return "date" in day ? Temporal.PlainDate.from(`${year}-${day.date}`) : easterSunday(year).add({ days: day.easter });
}

/** Easter by the tables of the calendar reform (Knuth, algorithm E), another one than in `src`. */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const dropped = Math.floor((3 * century) / 4) - 12;
  const moon = Math.floor((8 * century + 5) / 25) - 5;
  const sunday = Math.floor((5 * year) / 4) - dropped - 10;
  let epact = (((11 * golden + 20 + moon - dropped) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1;
  let full = 44 - epact;
  if (full < 21) full += 30;
  const march = full + 7 - ((sunday + full) % 7);
  return Temporal.PlainDate.from({ year, month: 3, day: 1 }).add({ days: march - 1 });
}
