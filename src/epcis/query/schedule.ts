import { type Schedule } from "../../api/epcis/query.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

type Field = keyof Schedule;

/** The values of each field at which a query runs, in ascending order. */
export type ScheduledTimes = Readonly<Record<Field, readonly number[]>>;

/** The least and the greatest value of each field. */
const RANGES: Readonly<Record<Field, readonly [least: number, most: number]>> = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
};

const DAY_MS = 86_400_000;

/** Number of days in which the next run is searched: 29 February on a given weekday recurs after at most 40 years. */
const DAYS = 41 * 366;

/**
 * Reads a schedule. A field has numbers (`5`, `1,15`), ranges (`[9-17]`) and steps (`0/30`). An absent field has all
 * values. An absent time field below the finest given time field has its least value: `{ hour: "1" }` runs once a day.
 *
 * @throws PortolanError `EpcisSubscriptionInvalid`.
 */
export function parseSchedule(schedule: Schedule): ScheduledTimes {
  const { second, minute, hour, dayOfMonth, month, dayOfWeek } = schedule;
  if (Object.keys(schedule).length === 0) throw invalid("its schedule has no field");
  return {
    second: valuesOf("second", second ?? "0"),
    minute: valuesOf("minute", minute ?? (second === undefined ? "0" : undefined)),
    hour: valuesOf("hour", hour ?? (second === undefined && minute === undefined ? "0" : undefined)),
    dayOfMonth: valuesOf("dayOfMonth", dayOfMonth),
    month: valuesOf("month", month),
    dayOfWeek: valuesOf("dayOfWeek", dayOfWeek),
  };
}

function valuesOf(field: Field, text: string | undefined): readonly number[] {
  const [least, most] = RANGES[field];
  if (text === undefined) return Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, from, to, start, step] = /^\s*(?:\[(\d{1,2})-(\d{1,2})\]|(\d{1,2})(?:\/(\d{1,2}))?)\s*$/.exec(part) ?? [];
    const first = Number(from ?? start ?? NaN);
    const last = to !== undefined ? Number(to) : step === undefined ? first : most;
    const by = Number(step ?? 1);
    if (!(first >= least && last <= most && first <= last && by > 0)) {
      throw invalid(`schedule.${field} is not a list of numbers and ranges from ${least} to ${most}`);
    }
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/**
 * Finds the first scheduled time after `now`.
 *
 * @param now Unix milliseconds.
 * @returns Unix milliseconds; `undefined` for a schedule without a day (31 February).
 */
export function nextRun(times: ScheduledTimes, now: number): number | undefined {
  const firstDay = Math.floor(now / DAY_MS);
  for (let day = firstDay; day < firstDay + DAYS; day++) {
    const time = isScheduled(new Date(day * DAY_MS), times) ? firstTimeOn(day * DAY_MS, times, now) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

function isScheduled(date: Date, { dayOfMonth, month, dayOfWeek }: ScheduledTimes): boolean {
  return (
    dayOfMonth.includes(date.getUTCDate()) &&
    month.includes(date.getUTCMonth() + 1) &&
    dayOfWeek.includes(date.getUTCDay() === 0 ? 7 : date.getUTCDay())
  );
}

function firstTimeOn(day: number, times: ScheduledTimes, now: number): number | undefined {
  for (const hour of times.hour) {
    for (const minute of times.minute) {
      const before = day + (hour * 60 + minute) * 60_000;
      const second = times.second.find((one) => before + one * 1_000 > now);
      if (second !== undefined) return before + second * 1_000;
    }
  }
  return undefined;
}

const invalid = (problem: string) => new PortolanError("EpcisSubscriptionInvalid", { problem });
