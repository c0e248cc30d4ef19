import { duration } from "../../parts/duration.ts";
import { dateTime } from "../../parts/date-time.ts";
import { useNow } from "../../parts/use-now.ts";
import { text, type TextKey } from "../../texts/text.ts";

/** How long ago something was, as time goes on. @param at Unix seconds. @param told a text with a `{span}`. */
export function Since({ at, told }: { readonly at: number; readonly told: TextKey }) {
  const now = useNow();
  return (
    <time className="clock" dateTime={new Date(at * 1000).toISOString()} title={dateTime(at)}>
      {text(told, { span: duration(now - at) })}
    </time>
  );
}
