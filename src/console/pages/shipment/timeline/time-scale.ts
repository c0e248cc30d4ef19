import { locale } from "../../../texts/language.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Usual intervals of an axis, in seconds. */
const STEPS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  91 * DAY,
  365 * DAY,
];

/** The scale from Unix seconds to pixels, with the marked moments of the axis. */
export interface TimeScale {
  readonly from: number;
  readonly until: number;
  x(at: number): number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** @param width In pixels; about every 110 pixels stands a mark. */
export function createTimeScale(from: number, until: number, width: number): TimeScale {
  const span = Math.max(1, until - from);
  const wanted = span / Math.max(1, width / 110);
  const step = STEPS.find((candidate) => candidate >= wanted) ?? 365 * DAY;
  const format = new Intl.DateTimeFormat(
    locale(),
    step < DAY ? { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } : { dateStyle: "medium" },
  );
  const ticks = [];
  for (let at = Math.ceil(from / step) * step; at <= until; at += step)
    ticks.push({ at, label: format.format(at * 1000) });
  return { from, until, ticks, x: (at) => ((at - from) / span) * width };
}
