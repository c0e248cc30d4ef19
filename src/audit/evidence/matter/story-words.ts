const DAY = 86_400;

/** A code of a closed list as words: `courtUse` is `court use`. */
export function codeWords(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A time in Unix seconds as people read it: `2026-12-01 03:50:12 UTC`. */
export function momentText(seconds: number): string {
  const iso = new Date(seconds * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** A length in seconds: whole days as days. */
export function dayOf(seconds: number): string {
  const [count, unit] = seconds % DAY === 0 ? [seconds / DAY, "day"] : [seconds, "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
