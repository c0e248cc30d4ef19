import fc from "fast-check";
import type { HolidayCalendar, Length, Profile, Rule, StandStill } from "../../../src/domain/clocks/profile.ts";
import { formatDay } from "../../../src/domain/clocks/calendar-day.ts";

/** Names of zones: far from UTC, with changes at midnight, with half hours, and with a skipped day. */
export const ZONES = [
  "UTC",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Amsterdam",
  "Europe/London",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Africa/Cairo",
  "Asia/Beirut",
  "Africa/Casablanca",
  "Pacific/Chatham",
] as const;

const FIRST = 18_262; // 2020-01-01
const LAST = 21_914; // 2029-12-31

/** A calendar of 2020 to 2029 with random holidays. */
export const arbitraryCalendar: fc.Arbitrary<HolidayCalendar> = fc
  .record({
    holidays: fc.uniqueArray(fc.integer({ min: FIRST, max: LAST }), { maxLength: 400 }),
    weekend: fc.constantFrom<HolidayCalendar["weekend"]>(
      ["saturday", "sunday"],
      ["friday", "saturday"],
      ["sunday"],
      [],
    ),
  })
  .map(({ holidays, weekend }) => ({
    code: "random",
    title: "Random holidays",
    years: { from: 2020, to: 2029 },
    weekend,
    holidays: holidays.map(formatDay),
    undecided: [],
    source: "random",
  }));

export const arbitraryStandStills: fc.Arbitrary<readonly StandStill[]> = fc.constantFrom<readonly StandStill[]>(
  [],
  [
    { code: "easter", from: { easter: -7 }, to: { easter: 7 }, citation: "random" },
    { code: "summer", from: { date: "07-15" }, to: { date: "08-15" }, citation: "random" },
    { code: "yearEnd", from: { date: "12-18" }, to: { date: "01-02" }, citation: "random" },
  ],
  [{ code: "leap", from: { date: "02-28" }, to: { date: "03-01" }, citation: "random" }],
);

const firstDay = fc.constantFrom("counted" as const, "notCounted" as const);
const roll = fc.constantFrom("none" as const, "nextWorkingDay" as const, "previousWorkingDay" as const);

/** A period of days or months. */
export const arbitraryPeriod = fc.oneof(
  fc.record({ unit: fc.constant("calendarDays" as const), count: fc.integer({ min: 1, max: 400 }), firstDay, roll }),
  fc.record({ unit: fc.constant("businessDays" as const), count: fc.integer({ min: 1, max: 200 }), firstDay }),
  fc.record({
    unit: fc.constant("months" as const),
    count: fc.integer({ min: 1, max: 24 }),
    monthRule: fc.constantFrom("sameDay" as const, "dayBefore" as const),
    roll,
  }),
);

/** An instant of 2020 to 2027, in Unix seconds. */
export const arbitraryInstant = fc.integer({ min: FIRST * 86_400, max: (LAST - 731) * 86_400 });

/** A profile with one deadline: "answer", from a request that is received. */
export function profileOf(
  length: Length,
  parts: {
    readonly zone?: string;
    readonly calendar?: HolidayCalendar;
    readonly standStills?: readonly StandStill[];
    readonly rule?: Partial<Rule>;
  } = {},
): Profile {
  const { zone = "UTC", calendar, standStills = [], rule } = parts;
  return {
    format: 1,
    id: "test",
    version: 1,
    title: "A profile of a test",
    statute: "none",
    jurisdiction: "NL",
    draft: false,
    validFrom: null,
    validUntil: null,
    calendars: calendar === undefined ? [] : [calendar],
    standStills,
    places: [{ code: "here", title: "Here", zone, calendar: calendar?.code ?? null }],
    rules: [
      {
        code: "answer",
        kind: "deadline",
        binds: "answerer",
        serves: "requester",
        act: "answer the request",
        acts: ["requestAnswered"],
        trigger: { event: "requestReceived", occurrence: "first" },
        perParty: false,
        length,
        ...(standStills.length > 0 && { standStill: standStills.map(({ code }) => code) }),
        suspension: { from: "requestIncomplete", until: "requestCompleted", citation: "none" },
        onLapse: "none",
        source: { citation: "none", read: "none", readOn: "2026-01-01", quoteDigest: null },
        ...rule,
      },
    ],
    recordedBy: [],
    vectors: [
      {
        name: "it runs",
        events: [{ type: "requestReceived", at: "2026-01-05" }],
        now: "2026-01-05",
        rule: "answer",
        expect: { state: "running" },
        source: "none",
      },
    ],
    questions: [],
  };
}
