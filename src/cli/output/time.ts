/** Formats Unix seconds as `2026-03-02 14:05` in UTC; a dash for 0, null and undefined. */
export function formatTime(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined || seconds === 0
    ? "–"
    : new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
}
