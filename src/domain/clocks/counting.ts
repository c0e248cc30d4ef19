import { addMonths } from "./add-months.ts";
import type { CalendarDay } from "./calendar-day.ts";
import type { ClockEnd, ClockStart } from "./clock.ts";
import type { UnknownReason } from "./clock-state.ts";
import type { Length, Period } from "./profile.ts";
import type { StillDays } from "./still-days.ts";
import { DAY_SECONDS, type TimeZone } from "./time-zone.ts";
import type { WorkingDays } from "./working-days.ts";

/** 9999-12-31, the last date that is written with four digits of its year. */
const LAST_DAY = 2_932_896;
/** Days of a stop that are counted one by one: a century. */
const MOST_DAYS = 36_525;

/** How the days of one rule are counted at one place. */
export interface Counting {
  readonly zone: TimeZone;
  /** Absent if the place has no calendar. */
  readonly workingDays: WorkingDays | undefined;
  /** The stand-still days of the rule; absent without any. */
  readonly stillDays: StillDays | undefined;
}

/** What was added to the length of a clock. */
export interface Added {
  /** Units of extensions. */
  readonly extended: number;
  /** Seconds for which the clock was stopped; in days, by the clock on the wall and only those of counted days. */
  readonly stopped: number;
}

/** The end of a clock, or why it is unknown. */
export function endOf(start: ClockStart, length: Length, added: Added, counting: Counting): ClockEnd | UnknownReason {
  if (length.unit === "hours") {
    const at = start.at + (length.count + added.extended) * 3600 + added.stopped;
    return { day: counting.zone.dayAt(at), at };
  }
  const day = lastDay(start, length, added, counting);
  if (typeof day === "string") return day;
  if (day > LAST_DAY) return "beyondCalendar";
  const moved = rolled(day, length, counting);
  if (moved === undefined) return "beyondCalendar";
  const end = { day: moved, at: counting.zone.startOf(moved + 1) };
  return moved === day ? end : { ...end, movedFrom: day };
}

/** The counted seconds of a time in which the clock was stopped; `undefined` beyond the calendar. */
export function stoppedSeconds(from: number, until: number, { unit }: Length, counting: Counting): number | undefined {
  const { zone, stillDays, workingDays } = counting;
  if (unit === "hours") return until - from;
  const [begin, end] = [zone.localSeconds(from), zone.localSeconds(until)];
  if (unit !== "businessDays" && stillDays === undefined) return Math.max(0, end - begin);
  if (zone.dayAt(until) - zone.dayAt(from) > MOST_DAYS) return undefined;
  let seconds = 0;
  for (let day = zone.dayAt(from); day <= zone.dayAt(until); day++) {
    if (stillDays?.has(day)) continue;
    const kind = unit === "businessDays" ? (workingDays?.kindOf(day) ?? "unknown") : "working";
    if (kind === "unknown") return undefined;
    const overlap = Math.min(end, (day + 1) * DAY_SECONDS) - Math.max(begin, day * DAY_SECONDS);
    if (kind === "working") seconds += Math.max(0, overlap);
  }
  return seconds;
}

function lastDay(
  start: ClockStart,
  length: Exclude<Length, { unit: "hours" }>,
  { extended, stopped }: Added,
  counting: Counting,
): CalendarDay | UnknownReason {
  const stoppedDays = Math.floor(stopped / DAY_SECONDS);
  if (length.unit !== "actDate")
    return periodEnd(start.day, length, extended, stoppedDays, counting) ?? "beyondCalendar";
  if (start.until === undefined) return "noDateInAct";
  const floor = length.floor === null ? start.until : dayOfFloor(start, length.floor, counting);
  return floor === undefined ? "beyondCalendar" : Math.max(start.until, floor) + extended + stoppedDays;
}

function dayOfFloor(start: ClockStart, floor: Period, counting: Counting): CalendarDay | undefined {
  if (floor.unit === "hours") return counting.zone.dayAt(start.at + floor.count * 3600);
  return periodEnd(start.day, floor, 0, 0, counting);
}

function periodEnd(
  start: CalendarDay,
  period: Exclude<Period, { unit: "hours" }>,
  extended: number,
  stoppedDays: number,
  { workingDays, stillDays }: Counting,
): CalendarDay | undefined {
  const count = period.count + extended;
  if (period.unit === "months") return addMonths(start, count, period.monthRule) + stoppedDays;
  const first = period.firstDay === "counted" ? start : start + 1;
  const days = count + stoppedDays;
  if (period.unit === "businessDays") return workingDays?.nth(first, days);
  return stillDays === undefined ? first + days - 1 : stillDays.nthOther(first, days);
}

function rolled(day: CalendarDay, length: Length, { workingDays }: Counting): CalendarDay | undefined {
  const roll = "roll" in length ? length.roll : "none";
  if (roll === "none") return day;
  return roll === "nextWorkingDay" ? workingDays?.nth(day, 1) : workingDays?.lastUntil(day);
}
