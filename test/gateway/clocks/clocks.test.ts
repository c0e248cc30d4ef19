import { expect } from "chai";
import type { CaseClocks, ClockView } from "../../../src/api/clock.ts";
import type { Bytes32, EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { caseClocks } from "../../../src/gateway/clocks/case-clocks.ts";
import { knownProfiles } from "../../../src/gateway/clocks/known-profiles.ts";
import { listClocks, type ClockFilter } from "../../../src/gateway/clocks/list-clocks.ts";
import { DATABASES } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { HOUR, SeededLedger, START } from "../../support/seeded-ledger.ts";

const MEASURE = { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" };
const CHARGE = { "portolan:facts": "False origin", "portolan:legalBasis": "UCC", "portolan:officer": "NL/1" };
const DAY = 86_400;

const digestOf = async (id: string): Promise<Bytes32> => {
  const found = (await knownProfiles()).find(({ profile }) => profile.id === id);
  if (found === undefined) throw new Error(`${id} is not shipped`);
  return found.digest;
};

for (const database of DATABASES) {
  describe(`The clocks of cases on ${database.name}`, () => {
    let ledger: SeededLedger;
    let trader: Caller, carrier: Caller, customs: Caller, foreign: Caller, tribunal: Caller, auditor: Caller;
    let box: ShipmentId;

    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      customs = ledger.enrol("Customs", "customs", "BE");
      foreign = ledger.enrol("Foreign customs", "customs", "CH");
      tribunal = ledger.enrol("Tribunal", "tribunal", "BE");
      auditor = ledger.enrol("Auditor", "auditor");
      box = await ledger.consign(trader, "CSQU3054383", { countries: ["BE"] });
      await ledger.handOver(trader, carrier, box);
    });
    afterEach(() => ledger.close());

    const hold = async (shipment: ShipmentId, profile?: string): Promise<EntryHash> =>
      ledger.record(customs, "Hold", shipment, {
        payload: MEASURE,
        ...(profile !== undefined && { refersTo: await digestOf(profile) }),
      });
    const notice = (of: EntryHash, party: Caller, respondBy: number) =>
      ledger.record(customs, "Notice", box, {
        refersTo: of,
        counterparty: party,
        payload: {
          "portolan:servedAt": new Date(ledger.now * 1_000).toISOString(),
          "portolan:servedHow": "By hand",
          "portolan:respondBy": new Date(respondBy * 1_000).toISOString(),
        },
      });
    const open = async (caller: Caller, filter: ClockFilter = {}): Promise<readonly ClockView[]> =>
      (await listClocks(ledger.reading, caller, filter)).items;
    const rules = async (caller: Caller, filter: ClockFilter = {}) =>
      (await open(caller, filter)).map(({ rule, waitsFor }) => [rule, waitsFor?.id ?? null]);
    const only = async (caller: Caller): Promise<CaseClocks> => {
      const cases = await caseClocks(ledger.reading, caller, box);
      expect(cases).to.have.length(1);
      return cases[0] as CaseClocks;
    };

    it("a case has a clock for each party that is due something, with its agency, its reason and its profile", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      const seizedAt = ledger.now;
      const clocks = await open(customs);
      expect(clocks.map(({ rule, protects }) => [rule, protects?.id])).to.deep.equal([
        ["seizureNotice", trader.participant],
        ["seizureNotice", carrier.participant],
      ]);
      const [clock] = clocks;
      expect(clock).to.deep.include({
        about: "case",
        hold: of,
        shipment: box,
        state: "running",
        since: seizedAt,
        what: "send the notice of seizure",
        binds: "The customs agency",
        onLapse: "The goods must be returned.",
        acts: ["Notice", "Release"],
      });
      expect(clock?.waitsFor?.id).to.equal(customs.participant);
      expect(clock?.profile).to.deep.include({ id: "us-cafra", unsigned: true, draft: false });
      expect(clock?.profile?.notice).to.include("not legal advice");
      expect(clock?.why.join(" ")).to.include("No entry records this: the complaint");
      expect(clock?.due ?? 0).to.be.within(seizedAt + 60 * DAY, seizedAt + 61 * DAY);
    });

    it("the notice ends the clock of its party only, and gives the party its own time, which the payload fixes", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      await notice(of, carrier, ledger.now + 40 * DAY);
      expect(await rules(carrier)).to.deep.equal([
        ["claim", carrier.participant],
        ["seizureNotice", customs.participant],
      ]);
      const [claim] = await open(carrier, { waitsFor: carrier.participant });
      expect([claim?.rule, claim?.state]).to.deep.equal(["claim", "running"]);
      const unread = (await open(auditor)).find(({ rule }) => rule === "claim");
      expect(unread, "an auditor does not read the payload of the notice").to.deep.include({
        state: "unknown",
        due: null,
      });
    });

    it("the days of a case count at the place of its agency", async () => {
      const of = await hold(box, "eu-ucc");
      await ledger.record(customs, "Charge", box, { refersTo: of, payload: CHARGE });
      await notice(of, carrier, ledger.now + 40 * DAY);
      const { profile, clocks } = await only(carrier);
      expect(profile?.place).to.equal("Belgium");
      expect(
        clocks.find(({ rule, protects }) => rule === "rightToBeHeard" && protects?.id === carrier.participant),
      ).to.deep.include({
        state: "barred",
        kind: "bar",
      });
    });

    it("an exemption that the agency states ends the bar for those who may read its code", async () => {
      const of = await hold(box, "eu-ucc");
      await ledger.record(customs, "Charge", box, { refersTo: of, payload: CHARGE });
      await notice(of, carrier, ledger.now + 40 * DAY);
      await ledger.record(customs, "Hear", box, {
        refersTo: of,
        payload: {
          "portolan:hearing": "exempt",
          "portolan:exemption": "doNotLoad",
          "portolan:legalBasis": "DA 2015/2446 Art. 10",
          "portolan:officer": "NL/1",
        },
      });
      const { clocks } = await only(carrier);
      const states = clocks.filter(({ rule }) => rule === "rightToBeHeard").map(({ state }) => state);
      expect(states).to.include("exempt");
      expect(states).to.not.include("barred");
    });

    it("who does not see a case sees no clock of it, and the shipment does not exist for it", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      for (const caller of [trader, carrier, customs, auditor])
        expect(await open(caller), String(caller.participant)).to.have.length(2);
      for (const caller of [foreign, tribunal]) {
        expect(await open(caller), String(caller.participant)).to.deep.equal([]);
        const error = await errorOf(() => caseClocks(ledger.reading, caller, box));
        expect(error.code).to.equal("ShipmentUnknown");
      }
    });

    it("a tribunal sees the clocks of a contested case of its jurisdiction", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      await ledger.record(carrier, "Contest", box, { refersTo: of, payload: { "portolan:reason": "No false origin" } });
      expect((await open(tribunal)).map(({ rule }) => rule)).to.include("complaint");
    });

    it("clocks come in the order of their ends, in pages, without gaps and twins", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      const other = await ledger.consign(trader, "HLBU2080000", { countries: ["BE"] });
      const second = await hold(other, "us-title19");
      await ledger.record(customs, "Inspect", other, {
        refersTo: second,
        payload: { "portolan:result": "conformant" },
      });
      const all = await open(customs);
      const ends = all.map(({ due }) => due ?? Infinity);
      expect(ends).to.deep.equal([...ends].sort((one, next) => one - next));
      expect(all.length).to.be.greaterThan(3);
      const paged: ClockView[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await listClocks(ledger.reading, customs, { limit: 1, ...(cursor && { cursor }) });
        paged.push(...page.items);
        expect(page.more).to.equal(false);
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(paged.map(({ id }) => id)).to.deep.equal(all.map(({ id }) => id));
    });

    it("filters give the clocks of a state, those that end soon, and those that wait for a participant", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      expect(await open(customs, { dueWithin: 59 * DAY })).to.deep.equal([]);
      expect(await open(customs, { dueWithin: 62 * DAY })).to.have.length(2);
      expect(await open(customs, { waitsFor: carrier.participant })).to.deep.equal([]);
      expect(await open(customs, { state: "lapsed" })).to.deep.equal([]);
      ledger.now += 90 * DAY;
      expect((await open(customs, { state: "lapsed" })).map(({ rule }) => rule)).to.deep.equal([
        "seizureNotice",
        "seizureNotice",
      ]);
      expect(await open(customs, { state: "running" })).to.deep.equal([]);
    });

    it("a closed case has no open clock, and its clocks stay beside the case", async () => {
      const of = await hold(box, "us-cafra");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      await ledger.record(customs, "Release", box, { refersTo: of, payload: { "portolan:reason": "In order" } });
      expect(await open(customs)).to.deep.equal([]);
      const { clocks } = await only(carrier);
      expect(clocks.find(({ rule }) => rule === "seizureNotice")?.state).to.equal("met");
    });

    it("a case without a profile, or with one that the gateway does not know, says why it has no clocks", async () => {
      await hold(box);
      expect(await only(carrier)).to.deep.include({
        profile: null,
        absent: "The Hold names no profile of clocks.",
        clocks: [],
      });
      await ledger.record(customs, "Hold", box, { payload: MEASURE, refersTo: `0x${"ab".repeat(32)}` });
      const [, unknown] = await caseClocks(ledger.reading, carrier, box);
      expect(unknown?.absent).to.include("0xabababab");
      expect(await open(customs)).to.deep.equal([]);
    });

    it("an agency that dates its notice back does not shorten the time of the person", async () => {
      const of = await hold(box, "us-title19");
      await ledger.record(customs, "Seize", box, { refersTo: of, payload: MEASURE });
      await ledger.record(customs, "Notice", box, {
        refersTo: of,
        counterparty: carrier,
        at: -100 * DAY,
        payload: { "portolan:servedAt": new Date(START * 1_000).toISOString(), "portolan:servedHow": "By hand" },
      });
      const petition = (await open(carrier)).find(({ rule }) => rule === "petition");
      expect(petition?.due ?? 0).to.be.greaterThan(ledger.now + 30 * DAY - HOUR);
    });
  });
}
