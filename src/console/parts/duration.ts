import { locale } from "../texts/language.ts";
import { unbroken } from "./unbroken.ts";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** Seconds as the two largest units that they have, in the reader's language, which no line break divides. */
export function duration(seconds: number): string {
  const parts: string[] = [];
  let left = Math.max(0, Math.floor(seconds));
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 || (unit === "second" && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" }).format(count));
    }
  }
  return unbroken(parts.slice(0, 2).join(" "));
}
