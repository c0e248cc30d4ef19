/** Milliseconds; a server that asks for more is asked again after these. */
const LONGEST_MS = 10_000;

/**
 * The time after which a server wants to be asked again, in milliseconds, at most ten seconds: a `Retry-After` field in
 * seconds or as a date (RFC 9110, 10.2.3). 0 without one.
 */
export function retryAfterMs(field: string | readonly string[] | undefined): number {
  const text = String(field ?? "0");
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_MS);
}
