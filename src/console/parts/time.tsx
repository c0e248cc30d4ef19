const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const ZONED = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** A moment in the viewer's zone; the exact one in UTC is told on hovering. @param at Unix seconds. */
export function Time({ at }: { readonly at: number }) {
  const date = new Date(at * 1000);
  return (
    <time dateTime={date.toISOString()} title={`${ZONED.format(date)} UTC`}>
      {FORMAT.format(date)}
    </time>
  );
}
