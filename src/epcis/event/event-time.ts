const DATE_TIME =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/**
 * Parses a date and time with its zone in the form of EPCIS (`xsd:dateTimeStamp`): no leap seconds, upper case, offsets
 * up to 14 hours, any number of fractional digits.
 *
 * @returns Unix milliseconds, rounded down; `undefined` for any other text.
 */
export function parseEventTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const daysOfMonth = new Date(Date.UTC(2000 + (Number(match[1]) % 400), Number(match[2]), 0)).getUTCDate();
  return Number(match[3]) > daysOfMonth ? undefined : Date.parse(text);
}

/**
 * Parses a text that has the format `event-time` of the schemas, see {@link parseEventTime}.
 *
 * @throws RangeError for any other text.
 */
export function eventTimeMs(text: string): number {
  const time = parseEventTime(text);
  if (time === undefined) throw new RangeError("not a checked event time");
  return time;
}
