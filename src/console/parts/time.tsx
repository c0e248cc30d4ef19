import { text } from "../texts/text.ts";
import { dateTime } from "./date-time.ts";

/** A moment in the viewer's zone; to the second in UTC where it is pointed at. @param at Unix seconds. */
export function Time({ at }: { readonly at: number }) {
  return (
    <time
      dateTime={new Date(at * 1000).toISOString()}
      title={text("time.exact", { time: dateTime(at, "UTC", "exact") })}
    >
      {dateTime(at)}
    </time>
  );
}
