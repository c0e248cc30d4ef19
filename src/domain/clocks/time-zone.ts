import type { CalendarDay } from "./calendar-day.ts";

/** Seconds of a UTC day. Unix time has no leap seconds. */
export const DAY_SECONDS = 86_400;

/** A UTC day of a zone: its offset, and the change of the offset in it. Seconds east of UTC. */
interface ZoneDay {
  readonly offset: number;
  /** Unix seconds; `Infinity` without a change. */
  readonly changesAt: number;
  readonly offsetAfter: number;
}

/** UTC days that are remembered for one zone; more than any profile covers. */
const REMEMBERED = 40_000;

/**
 * A time zone of the IANA database. It turns instants into dates at a place and back. The runtime has the database; no
 * zone changes its offset twice in one UTC day.
 */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, ZoneDay>();

  /** @throws RangeError for a name that the runtime does not know. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** The date at an instant in Unix seconds. */
  dayAt(instant: number): CalendarDay {
    return Math.floor(this.localSeconds(instant) / DAY_SECONDS);
  }

  /** Seconds from 1970-01-01T00:00 to an instant, both by the clock on the wall. */
  localSeconds(instant: number): number {
    const { offset, changesAt, offsetAfter } = this.#zoneDay(Math.floor(instant / DAY_SECONDS));
    return instant + (instant < changesAt ? offset : offsetAfter);
  }

  /**
   * The first instant, in Unix seconds, whose date is `day` or a later one. A day may begin after midnight, where clocks
   * change at midnight, and a zone that crosses the date line skips a day.
   */
  startOf(day: CalendarDay): number {
    const midnight = day * DAY_SECONDS;
    for (const utcDay of [day - 1, day, day + 1]) {
      const { offset, changesAt, offsetAfter } = this.#zoneDay(utcDay);
      const [begin, end] = [utcDay * DAY_SECONDS, (utcDay + 1) * DAY_SECONDS];
      const before = Math.max(begin, midnight - offset);
      if (before < Math.min(changesAt, end)) return before;
      const after = Math.max(changesAt, midnight - offsetAfter);
      if (after < end) return after;
    }
    throw new RangeError(`${this.name} has an offset of more than a day.`);
  }

  #zoneDay(utcDay: number): ZoneDay {
    const known = this.#days.get(utcDay);
    if (known !== undefined) return known;
    const [begin, end] = [utcDay * DAY_SECONDS, (utcDay + 1) * DAY_SECONDS];
    const offset = this.#offsetAt(begin);
    const offsetAfter = this.#offsetAt(end);
    const changesAt = offset === offsetAfter ? Infinity : this.#findChange(begin, end, offset);
    if (this.#days.size >= REMEMBERED) this.#days.clear();
    const zoneDay = { offset, changesAt, offsetAfter };
    this.#days.set(utcDay, zoneDay);
    return zoneDay;
  }

  /** The first second in (begin, end] whose offset is not `offset`. */
  #findChange(begin: number, end: number, offset: number): number {
    let [unchanged, changed] = [begin, end];
    while (changed - unchanged > 1) {
      const middle = Math.floor((unchanged + changed) / 2);
      if (this.#offsetAt(middle) === offset) unchanged = middle;
      else changed = middle;
    }
    return changed;
  }

  #offsetAt(instant: number): number {
    const parts = new Map(this.#format.formatToParts(instant * 1000).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get("era") === "BC" ? 1 - part("year") : part("year");
    const local = new Date(0);
    local.setUTCFullYear(year, part("month") - 1, part("day"));
    local.setUTCHours(part("hour"), part("minute"), part("second"));
    return local.getTime() / 1000 - instant;
  }
}

const zones = new Map<string, TimeZone>();

/** The zone of a name, made once. @throws RangeError for a name that the runtime does not know. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = new TimeZone(name);
  zones.set(name, zone);
  return zone;
}
