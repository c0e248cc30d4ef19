import { parseInstantMs } from "../../domain/encoding/instant.ts";

/**
 * As {@link parseInstantMs}, of a text that passed the format `event-time` of the schemas.
 *
 * @throws RangeError for any other text.
 */
export function eventTimeMs(text: string): number {
  const time = parseInstantMs(text);
  if (time === undefined) throw new RangeError("not a checked event time");
  return time;
}
