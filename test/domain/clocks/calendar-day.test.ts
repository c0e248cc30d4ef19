import { expect } from "chai";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { addMonths } from "../../../src/domain/clocks/add-months.ts";
import {
  dayOf,
  daysInMonth,
  formatDay,
  parseDay,
  partsOf,
  weekdayOf,
} from "../../../src/domain/clocks/calendar-day.ts";
import { easter } from "../../../src/domain/clocks/easter.ts";
import { timeZone } from "../../../src/domain/clocks/time-zone.ts";
import { ZONES } from "./arbitrary-profile.ts";

const EPOCH = Temporal.PlainDate.from("1970-01-01");
const arbitraryDay = fc.integer({ min: -200_000, max: 400_000 });
const dateOf = (day: number) => EPOCH.add({ days: day });
const instants = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });

describe("Dates as numbers of days", () => {
  it("a day has the date, the weekday and the length of month of Temporal", () => {
    fc.assert(
      fc.property(arbitraryDay, (day) => {
        const date = dateOf(day);
        const { year, month, day: dayOfMonth } = date;
        expect(partsOf(day)).to.deep.equal({ year, month, day: dayOfMonth });
        expect(dayOf({ year, month, day: dayOfMonth })).to.equal(day);
        expect(weekdayOf(day)).to.equal(date.dayOfWeek % 7);
        expect(daysInMonth(year, month)).to.equal(date.daysInMonth);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a date is read as it is written, and a date that does not exist is not read", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 300_000 }), (day) => {
        expect(formatDay(day)).to.equal(dateOf(day).toString());
        expect(parseDay(formatDay(day))).to.equal(day);
      }),
    );
    for (const text of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1", "2026-01-01T00:00Z", ""])
      expect(parseDay(text), text).to.equal(undefined);
    expect(parseDay("2028-02-29")).to.equal(dayOf({ year: 2028, month: 2, day: 29 }));
  });

  it("a month later has the same day, or the last day of a shorter month", () => {
    fc.assert(
      fc.property(arbitraryDay, fc.integer({ min: 0, max: 500 }), (day, months) => {
        expect(formatDay(addMonths(day, months, "sameDay"))).to.equal(
          formatDay(EPOCH.until(dateOf(day).add({ months }, { overflow: "constrain" })).days),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  const months: readonly (readonly [string, number, "sameDay" | "dayBefore", string])[] = [
    ["2012-10-29", 6, "dayBefore", "2013-04-28"],
    ["2026-04-15", 6, "sameDay", "2026-10-15"],
    ["2026-01-31", 1, "sameDay", "2026-02-28"],
    ["2026-01-31", 1, "dayBefore", "2026-02-28"],
    ["2026-03-01", 1, "dayBefore", "2026-03-31"],
    ["2024-02-29", 12, "sameDay", "2025-02-28"],
    ["2024-02-29", 48, "dayBefore", "2028-02-28"],
  ];
  for (const [start, count, rule, end] of months)
    it(`${count} months from ${start} by the rule ${rule} end on ${end}`, () => {
      expect(formatDay(addMonths(parseDay(start) ?? NaN, count, rule))).to.equal(end);
    });

  it("Easter Sunday falls on its published dates", () => {
    for (const date of [
      "1818-03-22",
      "1943-04-25",
      "2000-04-23",
      "2024-03-31",
      "2025-04-20",
      "2026-04-05",
      "2038-04-25",
    ])
      expect(formatDay(easter(Number(date.slice(0, 4))))).to.equal(date);
  });
});

describe("Dates at a place", () => {
  it("an instant has the date of Temporal in each zone", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(instant * 1000)
          .toZonedDateTimeISO(zone)
          .toPlainDate();
        expect(formatDay(timeZone(zone).dayAt(instant))).to.equal(expected.toString());
      }),
      { numRuns: 2_000 },
    );
  });

  it("a day begins in each zone when Temporal says, also where clocks change at midnight", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: -20_000, max: 40_000 }), (zone, day) => {
        const begin = dateOf(day).toZonedDateTime(zone).epochMilliseconds / 1000;
        expect(timeZone(zone).startOf(day)).to.equal(begin);
      }),
      { numRuns: 2_000 },
    );
  });

  it("every zone of the runtime agrees with Temporal on the days of its changes in 2026", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      let at = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${zone}]`);
      for (;;) {
        const next = at.getTimeZoneTransition("next");
        if (next === null || next.year > 2026) break;
        at = next;
        const day = EPOCH.until(at.toPlainDate()).days;
        for (const each of [day - 1, day, day + 1])
          expect(timeZone(zone).startOf(each), zone).to.equal(
            dateOf(each).toZonedDateTime(zone).epochMilliseconds / 1000,
          );
      }
    }
  });

  it("a day that a zone skipped begins with the next day", () => {
    const skipped = parseDay("2011-12-30") ?? NaN;
    const apia = timeZone("Pacific/Apia");
    expect(apia.startOf(skipped)).to.equal(apia.startOf(skipped + 1));
    expect(apia.dayAt(apia.startOf(skipped) - 1)).to.equal(skipped - 1);
  });
});
