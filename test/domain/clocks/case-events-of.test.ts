import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatDay } from "../../../src/domain/clocks/calendar-day.ts";
import { caseEventsOf, type CaseEntry } from "../../../src/domain/clocks/case-events-of.ts";
import type { Clock } from "../../../src/domain/clocks/clock.ts";
import { clocksOf } from "../../../src/domain/clocks/clocks-of.ts";
import { prepareProfile, type PreparedProfile } from "../../../src/domain/clocks/prepared-profile.ts";
import { unrecordedEvents } from "../../../src/domain/clocks/rule-events.ts";
import { parseJson } from "../../../src/domain/encoding/parse-json.ts";
import { readProfile } from "../../../src/gateway/clocks/read-profile.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "src", "domain", "clocks", "profiles");
const AGENCY = 3;
const CARRIER = 5;
const CONSIGNOR = 7;
const TRIBUNAL = 9;

const at = (text: string) => Date.parse(text) / 1_000;

/** A prepared profile that this repository ships. */
function shipped(id: string, place?: string): PreparedProfile {
  const { profile } = readProfile(parseJson(readFileSync(join(FOLDER, `${id}.json`), "utf8")));
  const prepared = prepareProfile(profile, place);
  if (prepared === undefined) throw new Error(`${id} has no place ${place}`);
  return prepared;
}

type Told = Pick<CaseEntry, "kind"> & { readonly time: string; readonly stated?: string } & Partial<CaseEntry>;

/** Entries as the ledger records them; an entry happened when it was recorded, unless it states another time. */
const told = (entries: readonly Told[]): CaseEntry[] =>
  entries.map(({ time, stated, ...entry }) => ({
    author: AGENCY,
    counterparty: 0,
    occurredAt: at(stated ?? time),
    recordedAt: at(time),
    ...entry,
  }));

function clockOf(
  prepared: PreparedProfile,
  entries: readonly Told[],
  { rule, now, party }: { readonly rule: string; readonly now: string; readonly party?: number },
): Clock {
  const events = caseEventsOf(prepared, told(entries), AGENCY);
  const clocks = clocksOf(prepared, events, at(now), [CARRIER, CONSIGNOR]);
  const found = clocks.find((clock) => clock.rule.code === rule && (party === undefined || clock.party === party));
  if (found === undefined) throw new Error(`there is no clock ${rule}`);
  return found;
}

const lastDay = ({ end }: Clock) => (end === null ? null : formatDay(end.day));

const NEW_YORK = "T12:00:00-05:00";

describe("The clocks of a case told by entries", () => {
  describe("under Title 19 of the United States", () => {
    const title19 = shipped("us-title19");
    const held: Told[] = [
      { kind: "Hold", time: `1998-03-17${NEW_YORK}` },
      { kind: "Inspect", time: `1998-03-17${NEW_YORK}` },
    ];

    it("HQ 962141: goods inspected on 17 March 1998 must be decided on by 16 April, and are deemed excluded on 17 April", () => {
      const running = clockOf(title19, held, { rule: "finalDecision", now: "1998-04-16T23:59:59-04:00" });
      expect([running.state, lastDay(running)]).to.deep.equal(["running", "1998-04-16"]);
      const lapsed = clockOf(title19, held, { rule: "finalDecision", now: "1998-04-17T00:00:00-04:00" });
      expect(lapsed.state).to.equal("lapsed");
    });

    it("a release in time ends the clock of the final decision", () => {
      const clock = clockOf(title19, [...held, { kind: "Release", time: `1998-04-10${NEW_YORK}` }], {
        rule: "finalDecision",
        now: "1998-05-01T00:00:00Z",
      });
      expect(clock.state).to.equal("met");
    });

    it("a notice before the seizure is one of detention, and a notice after it one of seizure", () => {
      const entries: Told[] = [
        { kind: "Hold", time: `2026-03-02${NEW_YORK}` },
        { kind: "Notice", time: `2026-03-04${NEW_YORK}`, counterparty: CARRIER },
        { kind: "Seize", time: `2026-03-10${NEW_YORK}` },
      ];
      const now = "2026-04-01T00:00:00Z";
      expect(clockOf(title19, entries, { rule: "detentionNotice", now }).state).to.equal("met");
      expect(clockOf(title19, entries, { rule: "seizureNotice", now, party: CARRIER }).state).to.equal("elapsing");
      const served = [...entries, { kind: "Notice", time: `2026-03-12${NEW_YORK}`, counterparty: CARRIER } as const];
      expect(clockOf(title19, served, { rule: "seizureNotice", now, party: CARRIER }).state).to.equal("ended");
      expect(clockOf(title19, served, { rule: "seizureNotice", now, party: CONSIGNOR }).state).to.equal("elapsing");
    });

    it("an inspection by another agency starts no clock of the case", () => {
      const entries = held.map((entry) => (entry.kind === "Inspect" ? { ...entry, author: 4 } : entry));
      expect(clockOf(title19, entries, { rule: "finalDecision", now: "1998-05-01T00:00:00Z" }).state).to.equal(
        "notStarted",
      );
    });

    it("a publication, which no entry records, starts no clock", () => {
      const clock = clockOf(title19, held, { rule: "publication", now: "1998-05-01T00:00:00Z" });
      expect(clock.state).to.equal("notStarted");
      expect(unrecordedEvents(clock.rule, title19.profile)).to.deep.equal(["firstPublished"]);
    });
  });

  describe("under the Customs Act of India", () => {
    const india = shipped("in-customs-act");
    const held: Told[] = [
      { kind: "Hold", time: "2012-10-28T10:00:00+05:30" },
      { kind: "Seize", time: "2012-10-29T10:00:00+05:30" },
    ];

    it("Jajodia: after a seizure on 29 October 2012 the notice to show cause is due on 28 April 2013", () => {
      const running = clockOf(india, held, { rule: "showCause", now: "2013-04-28T23:00:00+05:30", party: CARRIER });
      expect([running.state, lastDay(running)]).to.deep.equal(["running", "2013-04-28"]);
      const lapsed = clockOf(india, held, { rule: "showCause", now: "2013-04-29T00:00:00+05:30", party: CARRIER });
      expect(lapsed.state).to.equal("lapsed");
    });

    it("a notice before the charge tells no cause, so that only the notice after it ends the clock", () => {
      const charged: Told[] = [
        ...held,
        { kind: "Notice", time: "2012-11-01T10:00:00+05:30", counterparty: CARRIER },
        { kind: "Charge", time: "2012-12-01T10:00:00+05:30" },
      ];
      const asked = { rule: "showCause", now: "2013-01-01T00:00:00+05:30", party: CARRIER } as const;
      expect(clockOf(india, charged, asked).state).to.equal("running");
      const noticed: Told[] = [
        ...charged,
        { kind: "Notice", time: "2012-12-02T10:00:00+05:30", counterparty: CARRIER },
      ];
      expect(clockOf(india, noticed, asked).state).to.equal("met");
      expect(clockOf(india, noticed, { ...asked, party: CONSIGNOR }).state).to.equal("running");
    });

    it("a waiver by the party ends the bar as a hearing does, and an exemption does not", () => {
      const noticed: Told[] = [
        ...held,
        { kind: "Charge", time: "2012-12-01T10:00:00+05:30" },
        { kind: "Notice", time: "2012-12-02T10:00:00+05:30", counterparty: CARRIER },
      ];
      const asked = { rule: "hearing", now: "2013-01-01T00:00:00+05:30", party: CARRIER } as const;
      const hear = { kind: "Hear", time: "2012-12-20T10:00:00+05:30" } as const;
      expect(clockOf(india, noticed, asked).state).to.equal("barred");
      expect(clockOf(india, [...noticed, { ...hear, author: CARRIER }], asked).state).to.equal("open");
      expect(clockOf(india, [...noticed, { ...hear, counterparty: CARRIER }], asked).state).to.equal("open");
      expect(clockOf(india, [...noticed, { ...hear, exemption: "any" }], asked).state).to.equal("barred");
    });

    it("goods forfeited without a hearing breach the bar", () => {
      const clock = clockOf(india, [...held, { kind: "Forfeit", time: "2013-02-01T10:00:00+05:30" }], {
        rule: "hearing",
        now: "2013-03-01T00:00:00+05:30",
        party: CARRIER,
      });
      expect(clock.state).to.equal("breached");
    });
  });

  describe("under the Civil Asset Forfeiture Reform Act", () => {
    const cafra = shipped("us-cafra", "puertoRico");
    const seized: Told = { kind: "Seize", time: "2020-07-20T12:00:00-04:00" };
    const notice: Told = {
      kind: "Notice",
      time: "2020-08-03T12:00:00-04:00",
      counterparty: CARRIER,
    };
    const dated = { ...notice, respondBy: at("2020-09-07T23:59:00-04:00") };

    it("Vessel Victoria: a letter of 3 August 2020 gives until 7 September, and a claim of 8 September is late", () => {
      const asked = { rule: "claim", now: "2020-09-07T20:00:00-04:00", party: CARRIER } as const;
      const running = clockOf(cafra, [seized, dated], asked);
      expect([running.state, lastDay(running)]).to.deep.equal(["running", "2020-09-07"]);
      const claim: Told = { kind: "Contest", author: CARRIER, time: "2020-09-08T10:00:00-04:00" };
      expect(clockOf(cafra, [seized, dated, claim], { ...asked, now: "2020-09-09T00:00:00Z" }).state).to.equal("late");
    });

    it("a reader who does not know the time in the notice gets no date", () => {
      const clock = clockOf(cafra, [seized, notice], {
        rule: "claim",
        now: "2020-08-10T00:00:00Z",
        party: CARRIER,
      });
      expect([clock.state, clock.unknown]).to.deep.equal(["unknown", "noDateInAct"]);
    });

    it("an agency that dates its notice back does not shorten the time of the person", () => {
      const backdated = { ...notice, stated: "2020-06-01T12:00:00-04:00" };
      const title19 = shipped("us-title19", "puertoRico");
      const asked = { rule: "claim", now: "2020-08-10T00:00:00Z", party: CARRIER } as const;
      expect(clockOf(cafra, [seized, { ...backdated, respondBy: at("2020-08-01T00:00:00Z") }], asked)).to.deep.include({
        state: "running",
      });
      const petition = clockOf(title19, [seized, backdated], { ...asked, rule: "petition" });
      expect(lastDay(petition)).to.equal("2020-09-02");
    });

    it("an agency that records its seizure late has no more time for its own notice", () => {
      const late = { ...seized, stated: "2020-07-01T12:00:00-04:00" };
      const clock = clockOf(cafra, [late], { rule: "seizureNotice", now: "2020-08-10T00:00:00Z", party: CARRIER });
      expect(lastDay(clock)).to.equal("2020-08-30");
    });
  });

  it("United Kingdom: each owner has a month from its own notice, and without one a month from the seizure", () => {
    const prepared = shipped("uk-cema-sch3");
    const entries: Told[] = [
      { kind: "Hold", time: "2026-01-12T09:00:00Z" },
      { kind: "Seize", time: "2026-01-12T10:00:00Z" },
      { kind: "Notice", time: "2026-01-20T10:00:00Z", counterparty: CARRIER },
    ];
    const now = "2026-01-25T00:00:00Z";
    expect(lastDay(clockOf(prepared, entries, { rule: "claim", now, party: CARRIER }))).to.equal("2026-02-20");
    expect(lastDay(clockOf(prepared, entries, { rule: "claim", now, party: CONSIGNOR }))).to.equal("2026-02-12");
  });

  it("Australia: seven days for the notice end on Australia Day and move, and a claim before the notice counts", () => {
    const prepared = shipped("au-customs-act");
    const entries: Told[] = [{ kind: "Seize", time: "2026-01-19T10:00:00+11:00" }];
    const asked = { rule: "seizureNotice", now: "2026-01-20T00:00:00Z", party: CARRIER } as const;
    expect(lastDay(clockOf(prepared, entries, asked))).to.equal("2026-01-27");
    const claimed: Told[] = [
      { kind: "Seize", time: "2026-02-02T10:00:00+11:00" },
      { kind: "Contest", author: CARRIER, time: "2026-02-03T10:00:00+11:00" },
      { kind: "Notice", time: "2026-02-06T10:00:00+11:00", counterparty: CARRIER },
    ];
    const claim = clockOf(prepared, claimed, { rule: "claim", now: "2026-06-01T00:00:00Z", party: CARRIER });
    expect([claim.state, lastDay(claim)]).to.deep.equal(["met", "2026-03-09"]);
  });

  describe("under the Union Customs Code", () => {
    const union = shipped("eu-ucc");
    const noticed: Told[] = [
      { kind: "Hold", time: "2026-03-01T10:00:00+01:00" },
      { kind: "Charge", time: "2026-03-01T11:00:00+01:00" },
      { kind: "Notice", time: "2026-03-02T10:00:00+01:00", counterparty: CARRIER },
    ];
    const asked = { rule: "rightToBeHeard", now: "2026-03-20T12:00:00+01:00", party: CARRIER } as const;

    it("thirty days from the grounds bar the decision until 1 April, also if the agency dates them back", () => {
      expect(clockOf(union, noticed, asked)).to.deep.include({ state: "barred" });
      const backdated = noticed.map((entry) => ({ ...entry, stated: "2026-01-01T10:00:00+01:00" }));
      const clock = clockOf(union, backdated, asked);
      expect([clock.state, lastDay(clock)]).to.deep.equal(["barred", "2026-04-01"]);
      const forfeited: Told[] = [...noticed, { kind: "Forfeit", time: "2026-03-15T10:00:00+01:00" }];
      expect(clockOf(union, forfeited, asked).state).to.equal("breached");
    });

    it("an exemption by a code of the law exempts, and one by another code or an unread one does not", () => {
      const exempt: Told = { kind: "Hear", time: "2026-03-10T10:00:00+01:00" };
      expect(clockOf(union, [...noticed, { ...exempt, exemption: "doNotLoad" }], asked).state).to.equal("exempt");
      expect(clockOf(union, [...noticed, { ...exempt, exemption: "convenience" }], asked).state).to.equal("barred");
      expect(clockOf(union, [...noticed, exempt], asked).state).to.equal("barred");
    });
  });

  it("Switzerland: the time since goods were secured passes until their return", () => {
    const prepared = shipped("ch-customs");
    const entries: Told[] = [{ kind: "Hold", time: "2026-03-02T10:00:00+01:00" }];
    const asked = { rule: "handOver", now: "2026-05-02T00:00:00Z" } as const;
    expect(clockOf(prepared, entries, asked).state).to.equal("elapsing");
    const released: Told[] = [...entries, { kind: "Release", time: "2026-04-02T10:00:00+01:00" }];
    expect(clockOf(prepared, released, asked).state).to.equal("ended");
  });

  it("Brazil: twenty days for the defence from the notice, and twenty for the appeal from the decision of the tribunal", () => {
    const prepared = shipped("br-customs");
    const entries: Told[] = [
      { kind: "Hold", time: "2026-01-02T10:00:00-03:00" },
      { kind: "Notice", time: "2026-01-05T10:00:00-03:00", counterparty: CARRIER },
      { kind: "Contest", author: CARRIER, time: "2026-01-20T10:00:00-03:00" },
      { kind: "Uphold", author: TRIBUNAL, time: "2026-02-05T10:00:00-03:00" },
    ];
    const now = "2026-02-10T00:00:00Z";
    const defence = clockOf(prepared, entries, { rule: "defence", now, party: CARRIER });
    expect([defence.state, lastDay(defence)]).to.deep.equal(["met", "2026-01-25"]);
    const appeal = clockOf(prepared, entries, { rule: "appeal", now, party: CARRIER });
    expect([appeal.state, lastDay(appeal)]).to.deep.equal(["running", "2026-02-25"]);
  });
});
