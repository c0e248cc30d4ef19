const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** A moment in the viewer's zone and language. @param at Unix seconds. */
export function dateTime(at: number): string {
  return FORMAT.format(at * 1000);
}

/** A moment in the viewer's zone; to the second in UTC where it is pointed at. @param at Unix seconds. */
export function Time({ at }: { readonly at: number }) {
  return (
    <time dateTime={new Date(at * 1000).toISOString()} title={`${EXACT.format(at * 1000)} UTC`}>
      {dateTime(at)}
    </time>
  );
}
