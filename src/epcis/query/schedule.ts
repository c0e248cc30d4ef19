/** When a scheduled query runs (EPCIS 2.0, 8.2.5.3). Each field is a list of numbers and ranges; times are UTC. */
export interface Schedule {
  readonly second?: string;
  readonly minute?: string;
  readonly hour?: string;
  readonly dayOfMonth?: string;
  readonly month?: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly dayOfWeek?: string;
}

/** The fields from the finest, with the least and the greatest value of each. */
export const SCHEDULE_FIELDS = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
} as const;

type Field = keyof typeof SCHEDULE_FIELDS;

const DAY_MS = 86_400_000;

/** Days that are searched for the next run: a 29 February that is a Monday comes back after 28 years, or 40. */
const DAYS = 41 * 366;

/**
 * The times of a field: `5`, `1,15`, `[9-17]`, and steps as `0/30`.
 *
 * @returns `undefined` when it is no such text, or a number is out of the field's range.
 */
export function parseScheduleField(field: Field, text: string): readonly number[] | undefined {
  const [least, most] = SCHEDULE_FIELDS[field];
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, from, to, start, step] = /^\s*(?:\[(\d{1,2})-(\d{1,2})\]|(\d{1,2})(?:\/(\d{1,2}))?)\s*$/.exec(part) ?? [];
    const first = Number(from ?? start ?? NaN);
    const last = to !== undefined ? Number(to) : step === undefined ? first : most;
    const by = Number(step ?? 1);
    if (!(first >= least && last <= most && first <= last && by > 0)) return undefined;
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/**
 * The first time after `now` that a schedule names. A field that is not given holds any value, but a finer one than the
 * finest given holds its least: `{ hour: "1" }` is once a day, at one o'clock.
 *
 * @param now Unix milliseconds.
 * @returns Unix milliseconds, or `undefined` when no day meets it (31 February) or a field is not right.
 */
export function nextRun(schedule: Schedule, now: number): number | undefined {
  const times = new Map<Field, readonly number[]>();
  let isFiner = true;
  for (const [field, [least, most]] of Object.entries(SCHEDULE_FIELDS) as [Field, readonly [number, number]][]) {
    const given = schedule[field];
    if (given !== undefined) {
      const values = parseScheduleField(field, given);
      if (values === undefined) return undefined;
      times.set(field, values);
      isFiner = false;
    } else if (isFiner && field !== "dayOfMonth" && field !== "month" && field !== "dayOfWeek") {
      times.set(field, [least]);
    } else {
      times.set(
        field,
        Array.from({ length: most - least + 1 }, (_, index) => least + index),
      );
    }
  }
  const of = (field: Field) => times.get(field) as readonly number[];
  const firstDay = Math.floor(now / DAY_MS);
  for (let day = firstDay; day < firstDay + DAYS; day++) {
    const time = isDay(new Date(day * DAY_MS), of) ? firstOfDay(day * DAY_MS, now, of) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

function firstOfDay(day: number, now: number, of: (field: Field) => readonly number[]): number | undefined {
  for (const hour of of("hour")) {
    for (const minute of of("minute")) {
      const before = day + (hour * 60 + minute) * 60_000;
      const second = of("second").find((one) => before + one * 1_000 > now);
      if (second !== undefined) return before + second * 1_000;
    }
  }
  return undefined;
}

function isDay(date: Date, of: (field: Field) => readonly number[]): boolean {
  return (
    of("dayOfMonth").includes(date.getUTCDate()) &&
    of("month").includes(date.getUTCMonth() + 1) &&
    of("dayOfWeek").includes(date.getUTCDay() === 0 ? 7 : date.getUTCDay())
  );
}
