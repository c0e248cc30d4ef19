import { expect } from "chai";
import fc from "fast-check";
import { formatDay } from "../../../src/domain/clocks/calendar-day.ts";
import type { CaseEvent } from "../../../src/domain/clocks/case-event.ts";
import type { Clock } from "../../../src/domain/clocks/clock.ts";
import { clocksOf } from "../../../src/domain/clocks/clocks-of.ts";
import { prepareProfile } from "../../../src/domain/clocks/prepared-profile.ts";
import type { Extension, HolidayCalendar, Length, Profile } from "../../../src/domain/clocks/profile.ts";
import { profileProblems } from "../../../src/domain/clocks/profile-problems.ts";
import { timeZone } from "../../../src/domain/clocks/time-zone.ts";
import {
  arbitraryCalendar,
  arbitraryInstant,
  arbitraryPeriod,
  arbitraryStandStills,
  profileOf,
  ZONES,
} from "./arbitrary-profile.ts";
import { countPeriod } from "./independent-counter.ts";

const DAY = 86_400;
const time = (text: string) => Date.parse(text) / 1000;
const SEVEN_DAYS: Length = { unit: "calendarDays", count: 7, firstDay: "notCounted", roll: "none" };

const WEEK: HolidayCalendar = {
  code: "week",
  title: "Weekends",
  years: { from: 2026, to: 2026 },
  weekend: ["saturday", "sunday"],
  holidays: [],
  undecided: [],
  source: "test",
};

function clocks(profile: Profile, events: readonly CaseEvent[], now: number): Clock[] {
  const prepared = prepareProfile(profile);
  if (prepared === undefined) throw new Error("The profile has no place.");
  return clocksOf(prepared, events, now);
}

/** The only clock of a profile with one rule. */
function clockOf(profile: Profile, events: readonly CaseEvent[], now: number): Clock {
  const [clock] = clocks(profile, events, now);
  if (clock === undefined) throw new Error("The profile has no rule.");
  return clock;
}

const dueOf = ({ end }: Clock) => end && formatDay(end.day);
const received = (at: number): CaseEvent => ({ type: "requestReceived", at });

describe("A clock", () => {
  it("a clock ends on the day of an independent counter, over random calendars, zones, spans and leap days", () => {
    fc.assert(
      fc.property(
        arbitraryPeriod,
        arbitraryCalendar,
        arbitraryStandStills,
        fc.constantFrom(...ZONES),
        arbitraryInstant,
        (length, calendar, spans, zone, at) => {
          const standStills = length.unit === "calendarDays" ? spans : [];
          const profile = profileOf(length, { zone, calendar, standStills });
          expect(profileProblems(profile)).to.deep.equal([]);
          const clock = clockOf(profile, [received(at)], at);
          const start = formatDay(timeZone(zone).dayAt(at));
          const counted = countPeriod(start, { length, calendar, standStills });
          expect(dueOf(clock) ?? undefined).to.equal(counted);
          expect(clock.unknown).to.equal(counted === undefined ? "beyondCalendar" : null);
        },
      ),
      { numRuns: 600 },
    );
  });

  it("an act is in time to the last second of the last day at the place, and late one second after", () => {
    for (const zone of ZONES) {
      const profile = profileOf(SEVEN_DAYS, { zone });
      const at = timeZone(zone).startOf(20_530) + 40_000;
      const end = timeZone(zone).startOf(20_538);
      const state = (actAt: number) =>
        clockOf(profile, [received(at), { type: "requestAnswered", at: actAt }], end + DAY).state;
      expect([state(end - 1), state(end)], zone).to.deep.equal(["met", "late"]);
      expect(clockOf(profile, [received(at)], end - 1).state).to.equal("running");
      expect(clockOf(profile, [received(at)], end).state).to.equal("lapsed");
    }
  });

  it("hours run through a change of the clocks", () => {
    const profile = profileOf({ unit: "hours", count: 24 }, { zone: "Europe/Amsterdam" });
    const at = time("2026-03-28T20:00:00+01:00");
    expect(clockOf(profile, [received(at)], at).end?.at).to.equal(time("2026-03-29T21:00:00+02:00"));
  });

  it("a clock ignores what happens after its instant", () => {
    const at = time("2026-01-05T10:00:00Z");
    const events: CaseEvent[] = [{ type: "requestAnswered", at: at + 3 * DAY }, received(at)];
    const profile = profileOf(SEVEN_DAYS);
    expect(clockOf(profile, events, at - 1).state).to.equal("notStarted");
    expect(clockOf(profile, events, at + 3 * DAY - 1).state).to.equal("running");
    expect(clockOf(profile, events, at + 3 * DAY).state).to.equal("met");
  });

  it("a clock is unknown on a day that its profile does not cover", () => {
    const at = time("2026-01-05T10:00:00Z");
    const profile = { ...profileOf(SEVEN_DAYS), validFrom: "2026-01-06", validUntil: "2026-02-01" };
    expect(clockOf(profile, [received(at)], at)).to.deep.include({
      state: "unknown",
      unknown: "outsideValidity",
      end: null,
    });
    expect(clockOf(profile, [received(at + DAY)], at + DAY).state).to.equal("running");
    const last = time("2026-02-01T23:59:59Z");
    expect(clockOf(profile, [received(last)], last).state).to.equal("running");
    expect(clockOf(profile, [received(time("2026-02-02T00:00:00Z"))], time("2026-02-03T00:00:00Z")).state).to.equal(
      "unknown",
    );
  });

  it("a clock that would end after the year 9999 is unknown", () => {
    const at = time("9999-12-20T10:00:00Z");
    expect(dueOf(clockOf(profileOf({ ...SEVEN_DAYS, count: 11 }), [received(at)], at))).to.equal("9999-12-31");
    expect(clockOf(profileOf({ ...SEVEN_DAYS, count: 12 }), [received(at)], at).unknown).to.equal("beyondCalendar");
  });

  it("a clock is unknown if its last day moves over a day that the author left undecided, in both directions", () => {
    const calendar = { ...WEEK, undecided: ["2026-01-09", "2026-01-12"] };
    const at = time("2026-01-03T10:00:00Z");
    for (const roll of ["nextWorkingDay", "previousWorkingDay"] as const) {
      const clock = clockOf(profileOf({ ...SEVEN_DAYS, roll }, { calendar }), [received(at)], at);
      expect([clock.state, clock.unknown], roll).to.deep.equal(["unknown", "beyondCalendar"]);
    }
  });

  it("a period ends on the last day of a year with stand-still days, or on the first of the next", () => {
    const standStills = [{ code: "leap", from: { date: "02-28" }, to: { date: "03-01" }, citation: "none" }];
    const at = time("2025-12-31T10:00:00Z");
    const due = (count: number) =>
      dueOf(clockOf(profileOf({ ...SEVEN_DAYS, count }, { standStills }), [received(at)], at));
    expect([due(363), due(364)]).to.deep.equal(["2026-12-31", "2027-01-01"]);
  });

  it("a trigger starts a clock by its first or by its last event", () => {
    const at = time("2026-01-05T10:00:00Z");
    const events = [received(at), received(at + 3 * DAY)];
    const startOf = (occurrence: "first" | "last") => {
      const rule = { trigger: { event: "requestReceived", occurrence } } as const;
      return clockOf(profileOf(SEVEN_DAYS, { rule }), events, at + 4 * DAY).start?.at;
    };
    expect([startOf("first"), startOf("last")]).to.deep.equal([at, at + 3 * DAY]);
  });

  it("an elapsed clock is never met or missed", () => {
    const profile = profileOf(SEVEN_DAYS, { rule: { kind: "elapsed", length: null } });
    const at = time("2026-01-05T10:00:00Z");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.option(fc.integer({ min: 0, max: 5_000 })), (later, act) => {
        const events: CaseEvent[] = act === null ? [] : [{ type: "requestAnswered", at: at + act * DAY }];
        const { state, end } = clockOf(profile, [received(at), ...events], at + later * DAY);
        expect([state, end]).to.deep.equal([act !== null && act <= later ? "ended" : "elapsing", null]);
      }),
    );
  });

  it("a bar that only acts lift is open after the last of them", () => {
    const profile = profileOf(SEVEN_DAYS, {
      rule: { kind: "bar", length: null, acts: ["confiscated"], liftedBy: ["showCauseNoticed", "heard"] },
    });
    const at = time("2026-01-05T10:00:00Z");
    const events: CaseEvent[] = [
      received(at),
      { type: "showCauseNoticed", at: at + DAY },
      { type: "heard", at: at + 5 * DAY },
      { type: "confiscated", at: at + 6 * DAY },
    ];
    expect(clockOf(profile, events, at + 4 * DAY).state).to.equal("barred");
    expect(clockOf(profile, events, at + 6 * DAY).state).to.equal("open");
    const early = events.map((event) => (event.type === "confiscated" ? { ...event, at: at + 2 * DAY } : event));
    expect(clockOf(profile, early, at + 9 * DAY).state).to.equal("breached");
  });

  it("acts that lift a bar end it before its time, and never later", () => {
    const profile = profileOf(SEVEN_DAYS, {
      rule: { kind: "bar", acts: ["adverseDecision"], liftedBy: ["viewExpressed"] },
    });
    const at = time("2026-01-05T10:00:00Z");
    const endWith = (lift: number) =>
      clockOf(profile, [received(at), { type: "viewExpressed", at: lift }], at + 30 * DAY).end?.at;
    expect(endWith(at + 2 * DAY)).to.equal(at + 2 * DAY);
    expect(endWith(at + 20 * DAY)).to.equal(time("2026-01-13T00:00:00Z"));
  });

  it("each affected party has its own clock, and an event without a party concerns all of them", () => {
    const profile = profileOf(SEVEN_DAYS, { rule: { perParty: true } });
    const at = time("2026-01-05T10:00:00Z");
    const events: CaseEvent[] = [
      { ...received(at), party: 4 },
      { ...received(at + 10 * DAY), party: 9 },
      { type: "requestAnswered", at: at + 8 * DAY + 3600 },
    ];
    const found = clocks(profile, events, at + 11 * DAY).map(({ party, state }) => [party, state]);
    expect(found).to.deep.equal([
      [4, "late"],
      [9, "running"],
    ]);
  });

  it("the fallback starts a clock until its trigger happens", () => {
    const profile = profileOf(SEVEN_DAYS, { rule: { fallback: { event: "requestSent", occurrence: "first" } } });
    const at = time("2026-01-05T10:00:00Z");
    const events: CaseEvent[] = [{ type: "requestSent", at }, received(at + 2 * DAY)];
    expect(clockOf(profile, events, at + DAY).start).to.deep.include({ isFallback: true, at });
    expect(clockOf(profile, events, at + 2 * DAY).start).to.deep.include({ isFallback: false, at: at + 2 * DAY });
  });

  it("a lapse starts the next clock on the last day of the lapsed one", () => {
    const profile = profileOf(SEVEN_DAYS);
    const [rule] = profile.rules;
    if (rule === undefined) throw new Error("The profile has no rule.");
    const next = { ...rule, code: "next", trigger: { lapseOf: "answer" }, acts: ["appealFiled"] } as const;
    const both = { ...profile, rules: [rule, next] };
    const at = time("2026-01-05T10:00:00Z");
    const states = (now: number) => clocks(both, [received(at)], now).map((clock) => [clock.state, dueOf(clock)]);
    expect(states(time("2026-01-12T23:59:59Z"))).to.deep.equal([
      ["running", "2026-01-12"],
      ["notStarted", null],
    ]);
    expect(states(time("2026-01-13T00:00:00Z"))).to.deep.equal([
      ["lapsed", "2026-01-12"],
      ["running", "2026-01-19"],
    ]);
  });
});

describe("A clock that is stopped", () => {
  const at = time("2026-01-05T10:00:00Z");
  const stop = (from: number, until: number): CaseEvent[] => [
    { type: "requestIncomplete", at: from },
    { type: "requestCompleted", at: until },
  ];

  it("a request that is returned as incomplete stops the answerer's clock until it is completed", () => {
    const profile = profileOf(SEVEN_DAYS);
    const events = [received(at), ...stop(at + 3 * DAY, at + 10 * DAY)];
    expect(clockOf(profile, events, at + 4 * DAY)).to.deep.include({ state: "stopped", end: null });
    expect(dueOf(clockOf(profile, events, at + 10 * DAY))).to.equal("2026-01-19");
  });

  it("many stops give the answerer no more than the whole days of their sum", () => {
    const stops = fc.array(fc.tuple(fc.integer({ min: 1, max: 2 * DAY }), fc.integer({ min: 1, max: 5 * DAY })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(stops, fc.constantFrom(...ZONES), fc.boolean(), (gaps, zone, hours) => {
        const length: Length = hours ? { unit: "hours", count: 24 * 30 } : { ...SEVEN_DAYS, count: 30 };
        const profile = profileOf(length, { zone });
        let [now, sum] = [at, 0];
        const events = gaps.flatMap(([gap, stopped]) => {
          const from = now + gap;
          now = from + stopped;
          sum += stopped;
          return stop(from, now);
        });
        const plain = clockOf(profile, [received(at)], now).end;
        const { end } = clockOf(profile, [received(at), ...events], now);
        if (plain === null || end === null) throw new Error("The clock has no end.");
        if (hours) expect(end.at - plain.at).to.equal(sum);
        // A change of the zone's offset may move the clock on the wall by an hour against the sum.
        else expect(end.day - plain.day).to.be.within(Math.floor((sum - 7200) / DAY), Math.floor((sum + 7200) / DAY));
      }),
      { numRuns: 500 },
    );
  });

  it("an answerer that returns the request each night around midnight gains no day", () => {
    const profile = profileOf(SEVEN_DAYS);
    const midnight = time("2026-01-06T00:00:00Z");
    const nights = Array.from({ length: 6 }, (_, night) =>
      stop(midnight + night * DAY - 60, midnight + night * DAY + 60),
    ).flat();
    expect(dueOf(clockOf(profile, [received(at), ...nights], midnight + 6 * DAY))).to.equal("2026-01-12");
  });

  it("a stop after the time has run out brings no time back", () => {
    const profile = profileOf(SEVEN_DAYS);
    const events = [received(at), ...stop(at + 9 * DAY, at + 30 * DAY)];
    expect(clockOf(profile, events, at + 20 * DAY).state).to.equal("lapsed");
    expect(dueOf(clockOf(profile, events, at + 40 * DAY))).to.equal("2026-01-12");
  });

  it("a stop after the act, or before the clock began, changes nothing", () => {
    const profile = profileOf(SEVEN_DAYS);
    const answered: CaseEvent = { type: "requestAnswered", at: at + DAY };
    const after = clockOf(profile, [received(at), answered, ...stop(at + 2 * DAY, at + 40 * DAY)], at + 3 * DAY);
    expect([after.state, dueOf(after)]).to.deep.equal(["met", "2026-01-12"]);
    const before = clockOf(profile, [received(at), ...stop(at - 5 * DAY, at + 4 * DAY)], at + 5 * DAY);
    expect([before.state, dueOf(before)]).to.deep.equal(["running", "2026-01-12"]);
  });

  it("a stop on stand-still days adds nothing", () => {
    const standStills = [{ code: "pause", from: { date: "01-08" }, to: { date: "01-20" }, citation: "none" }];
    const profile = profileOf(SEVEN_DAYS, { standStills });
    const events = [received(at), ...stop(time("2026-01-09T00:00:00Z"), time("2026-01-15T00:00:00Z"))];
    expect(dueOf(clockOf(profile, [received(at)], at))).to.equal("2026-01-25");
    expect(dueOf(clockOf(profile, events, time("2026-01-16T00:00:00Z")))).to.equal("2026-01-25");
  });

  it("of working days only the time on working days was stopped", () => {
    const profile = profileOf({ unit: "businessDays", count: 10, firstDay: "notCounted" }, { calendar: WEEK });
    // From Friday 12:00 to Monday 12:00: one working day.
    const events = [received(at), ...stop(time("2026-01-09T12:00:00Z"), time("2026-01-12T12:00:00Z"))];
    expect(dueOf(clockOf(profile, [received(at)], at))).to.equal("2026-01-19");
    expect(dueOf(clockOf(profile, events, time("2026-01-13T00:00:00Z")))).to.equal("2026-01-20");
  });
});

describe("A clock that is extended", () => {
  const at = time("2026-01-05T10:00:00Z");
  const once: Extension = {
    by: "headquarters",
    times: 1,
    count: 5,
    beforeExpiry: true,
    informed: true,
    reasons: true,
    citation: "none",
  };
  const profile = profileOf(SEVEN_DAYS, {
    rule: { extensions: [once, { ...once, by: "court", times: null, count: null, informed: false, reasons: false }] },
  });
  const grant = (more: Partial<CaseEvent> = {}): CaseEvent => ({
    type: "extended",
    rule: "answer",
    at: at + DAY,
    by: "headquarters",
    reasons: true,
    informedAt: at + DAY,
    ...more,
  });
  const run = (...extensions: CaseEvent[]) => clockOf(profile, [received(at), ...extensions], at + 6 * DAY);

  it("an extension adds its length, at most the longest of the rule", () => {
    expect(dueOf(run(grant()))).to.equal("2026-01-17");
    expect(dueOf(run(grant({ count: 2 })))).to.equal("2026-01-14");
    expect(dueOf(run(grant({ by: "court", count: 40 })))).to.equal("2026-02-21");
  });

  const faults: readonly (readonly [string, CaseEvent[]])[] = [
    ["notAllowed", [grant({ by: "agency" })]],
    ["tooOften", [grant(), grant({ at: at + 2 * DAY })]],
    ["tooLong", [grant({ count: 6 })]],
    ["noLength", [grant({ by: "court" })]],
    ["notInformed", [grant({ informedAt: time("2026-01-13T00:00:00Z") })]],
    ["withoutReasons", [grant({ reasons: false })]],
  ];
  for (const [fault, extensions] of faults)
    it(`an extension has no effect, and says why: ${fault}`, () => {
      const clock = run(...extensions);
      expect(clock.faults).to.deep.equal([{ at: extensions.at(-1)?.at, fault }]);
      expect(clock.extended).to.equal(fault === "tooOften" ? 5 : 0);
    });

  it("an extension after the time has run out has no effect, also if the calendar moved the last day", () => {
    const clock = clockOf(profile, [received(at), grant({ at: at + 8 * DAY, informedAt: at })], at + 9 * DAY);
    expect([clock.state, clock.faults[0]?.fault]).to.deep.equal(["lapsed", "afterExpiry"]);
  });

  it("a clock that is stopped can be extended after the end that it had before", () => {
    const events: CaseEvent[] = [
      received(at),
      { type: "requestIncomplete", at: at + 3 * DAY },
      grant({ at: at + 20 * DAY, informedAt: at + 20 * DAY }),
      { type: "requestCompleted", at: at + 23 * DAY },
    ];
    expect(dueOf(clockOf(profile, events, at + 24 * DAY))).to.equal("2026-02-06");
  });

  it("no sequence of extensions and stops ends a clock earlier", () => {
    const arbitraryEvent = fc.record({
      type: fc.constantFrom<CaseEvent["type"]>("extended", "requestIncomplete", "requestCompleted", "requestReceived"),
      at: fc.integer({ min: at, max: at + 30 * DAY }),
      rule: fc.constant("answer"),
      by: fc.constantFrom<NonNullable<CaseEvent["by"]>>("headquarters", "court", "agency"),
      count: fc.integer({ min: 1, max: 10 }),
      reasons: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 20 }), (events) => {
        const { end, state } = clockOf(profile, [received(at), ...events], at + 60 * DAY);
        if (end === null) expect(state).to.equal("stopped");
        else expect(formatDay(end.day) >= "2026-01-12").to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});
