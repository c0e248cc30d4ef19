/** The longest time that a receiver can ask to wait, in milliseconds. */
const MAX_WAIT_MS = 86_400_000;

/**
 * Reads a `Retry-After` field: whole seconds, or a date (RFC 9110, 10.2.3).
 *
 * @returns Unix milliseconds; `undefined` for an invalid value.
 */
function readRetryAfter(value: string, now: number): number | undefined {
  const time = /^\d{1,9}$/.test(value) ? now + Number(value) * 1_000 : Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.min(time, now + MAX_WAIT_MS);
}

/** The time that a busy receiver (429, 503) named, in Unix milliseconds; `undefined` without one. */
export function busyUntil(status: number, headers: Readonly<Record<string, unknown>>): number | undefined {
  const retryAfter = status === 429 || status === 503 ? headers["retry-after"] : undefined;
  return typeof retryAfter === "string" ? readRetryAfter(retryAfter, Date.now()) : undefined;
}
