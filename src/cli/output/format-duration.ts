const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** Seconds as the two largest units that they have, such as `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const parts: string[] = [];
  let left = Math.floor(seconds);
  for (const [name, size] of UNITS) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count} ${name}`);
    left -= count * size;
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
