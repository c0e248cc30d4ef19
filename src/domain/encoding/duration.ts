const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A part of a span of time, such as 3 days. */
export interface DurationPart {
  readonly unit: (typeof UNITS)[number][0];
  readonly count: number;
}

/** The two largest units of a span of time, without zeros; `0 seconds` for less than a second. */
export function durationParts(seconds: number): readonly DurationPart[] {
  let left = Math.max(0, Math.floor(seconds));
  const parts = UNITS.map(([unit, size]): DurationPart => {
    const count = Math.floor(left / size);
    left -= count * size;
    return { unit, count };
  }).filter(({ count }) => count > 0);
  return parts.length === 0 ? [{ unit: "second", count: 0 }] : parts.slice(0, 2);
}
