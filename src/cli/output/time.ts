/** Unix seconds as `2026-03-02 14:05` in UTC, or a dash for what has no time. */
export function formatTime(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined || seconds === 0
    ? "–"
    : new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}
