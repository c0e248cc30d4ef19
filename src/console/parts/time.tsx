import { text } from "../texts/text.ts";

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/**
 * A moment in the viewer's language, to the minute.
 *
 * @param at Unix seconds.
 * @param zone IANA; the viewer's own when absent.
 */
export function dateTime(at: number, zone?: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(undefined, {
      dateStyle: "medium",
      timeStyle: "short",
      ...(zone !== undefined && { timeZone: zone }),
    });
    formats.set(zone, format);
  }
  return format.format(at * 1000);
}

/** A moment in the viewer's zone; to the second in UTC where it is pointed at. @param at Unix seconds. */
export function Time({ at }: { readonly at: number }) {
  return (
    <time dateTime={new Date(at * 1000).toISOString()} title={text("time.exact", { time: EXACT.format(at * 1000) })}>
      {dateTime(at)}
    </time>
  );
}
