/** The current time for an `<input type="datetime-local">`: in the viewer's zone, to the minute. */
export function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/**
 * Adds the viewer's offset at that moment to the value of an input (RFC 3339); `undefined` when the value is invalid.
 */
export function withOffset(local: string): string | undefined {
  const date = new Date(local);
  if (Number.isNaN(date.getTime())) return undefined;
  const whole = local.length === 16 ? `${local}:00` : local;
  return `${whole}${offsetOf(date)}`;
}

/** The viewer's offset from UTC at a moment: `+01:00`. */
export function offsetOf(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const digits = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}
