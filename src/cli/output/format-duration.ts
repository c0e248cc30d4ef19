import { durationParts } from "../../domain/encoding/duration.ts";

const SYMBOLS = { day: "d", hour: "h", minute: "min", second: "s" } as const;

/** Formats a duration in its two largest units, such as `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  return durationParts(seconds)
    .map(({ unit, count }) => `${count} ${SYMBOLS[unit]}`)
    .join(" ");
}
