import { durationParts } from "../../domain/encoding/duration.ts";
import { locale } from "../texts/language.ts";

/** The parts of a moment that a format shows. */
const STYLES = {
  both: { dateStyle: "medium", timeStyle: "short" },
  exact: { dateStyle: "medium", timeStyle: "medium" },
  date: { dateStyle: "medium" },
  clock: { timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment in the reader's language, by default to the minute, without line breaks.
 *
 * @param at Unix seconds.
 * @param zone IANA; the viewer's zone when absent.
 */
export function dateTime(at: number, zone?: string, style: keyof typeof STYLES = "both"): string {
  const key = `${locale()} ${zone} ${style}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale(), { ...STYLES[style], ...(zone !== undefined && { timeZone: zone }) });
    formats.set(key, format);
  }
  return unbroken(format.format(at * 1000));
}

/** A span of time in its two largest units, in the reader's language, without line breaks. */
export function duration(seconds: number): string {
  const parts = durationParts(seconds).map(({ unit, count }) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(count),
  );
  return unbroken(parts.join(" "));
}

/** A text that stays on one line: a date, a duration or a number with its unit. */
function unbroken(text: string): string {
  return text.replace(/\s/g, "\u00a0");
}
