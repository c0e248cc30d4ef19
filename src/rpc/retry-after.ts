/** Limit of the pause that a server can request, in milliseconds. */
const MAX_PAUSE_MS = 10_000;

/**
 * Reads a `Retry-After` field in seconds or as a date (RFC 9110, 10.2.3).
 *
 * @returns milliseconds, at most ten seconds; 0 without the field.
 */
export function retryAfterMs(field: string | readonly string[] | undefined): number {
  const text = String(field ?? "0");
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), MAX_PAUSE_MS);
}
