import { durationParts } from "../../domain/encoding/duration.ts";
import { locale } from "../texts/language.ts";
import { unbroken } from "./unbroken.ts";

/** A span of time in its two largest units, in the reader's language, which no line break divides. */
export function duration(seconds: number): string {
  const parts = durationParts(seconds).map(({ unit, count }) =>
    new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(count),
  );
  return unbroken(parts.join(" "));
}
