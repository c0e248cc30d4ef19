import { parseInstant } from "../encoding/instant.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { CASE_EVENTS, CLOCK_EVENTS, type CaseEvent } from "./case-event.ts";
import { parseDay } from "./calendar-day.ts";
import type { WrittenEvent } from "./profile.ts";
import type { TimeZone } from "./time-zone.ts";

/**
 * Reads an event of a file.
 *
 * @param zone of the place, for times that are written as dates.
 * @throws ClockEventInvalid
 */
export function readEvent(written: WrittenEvent, zone: TimeZone): CaseEvent {
  const { type, at, party, until, rule, by, count, reasons, informedAt, code } = written;
  if (!isEventType(type)) throw invalid(type, "its type is unknown");
  if ((type === "extended" || type === "exempted") && rule === undefined) throw invalid(type, "it names no rule");
  const untilDay = until === undefined ? undefined : parseDay(until);
  if (until !== undefined && untilDay === undefined) throw invalid(type, `${until} is not a date`);
  return {
    type,
    at: readTime(at, zone),
    ...(party !== undefined && { party }),
    ...(untilDay !== undefined && { until: untilDay }),
    ...(rule !== undefined && { rule }),
    ...(by !== undefined && { by }),
    ...(count !== undefined && { count }),
    ...(reasons !== undefined && { reasons }),
    ...(informedAt !== undefined && { informedAt: readTime(informedAt, zone) }),
    ...(code !== undefined && { code }),
  };
}

/**
 * Reads a time with its offset, or a date, which is the start of that day at the place. Unix seconds.
 *
 * @throws ClockEventInvalid
 */
export function readTime(text: string, zone: TimeZone): number {
  const day = parseDay(text);
  const instant = day === undefined ? parseInstant(text) : zone.startOf(day);
  if (instant === undefined) throw invalid(text, "the time is neither a date nor a time with its offset");
  return instant;
}

function isEventType(type: string): type is CaseEvent["type"] {
  return Object.hasOwn(CASE_EVENTS, type) || CLOCK_EVENTS.some((each) => each === type);
}

function invalid(event: string, problem: string): PortolanError {
  return new PortolanError("ClockEventInvalid", { event, problem });
}
