const DATE_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/**
 * The Unix time, in milliseconds rounded down, of a date and time with its zone: `xsd:dateTimeStamp`, which is how EPCIS
 * writes times. No leap seconds, capital letters, offsets up to 14 hours, any number of fractional digits.
 *
 * @returns `undefined` for any other text, also for an impossible day such as 30 February.
 */
export function parseInstantMs(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  // Date.parse reads 31 April as 1 May.
  const daysOfMonth = new Date(Date.UTC(2000 + (Number(match[1]) % 400), Number(match[2]), 0)).getUTCDate();
  return Number(match[3]) > daysOfMonth ? undefined : Date.parse(text);
}

/** As {@link parseInstantMs}, of any value, in whole seconds rounded down. */
export function parseInstant(value: unknown): number | undefined {
  const milliseconds = typeof value === "string" ? parseInstantMs(value) : undefined;
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000);
}
