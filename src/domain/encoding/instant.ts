const DATE_TIME = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The Unix time of a date and time with its zone (RFC 3339, as in EPCIS), in whole seconds rounded down.
 *
 * @returns `undefined` for any other value, also for an impossible day such as 30 February.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value !== "string" || !DATE_TIME.test(value)) return undefined;
  const milliseconds = Date.parse(value);
  // Date.parse reads 31 April as 1 May.
  const day = Number(value.slice(8, 10));
  const daysOfMonth = new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
  return Number.isNaN(milliseconds) || day > daysOfMonth ? undefined : Math.floor(milliseconds / 1000);
}
