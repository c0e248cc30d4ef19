import { expect } from "chai";
import type { CaseAction, CaseDetail } from "../../../src/api/case-detail.ts";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { REMEDY_FLOOR } from "../../../src/domain/rules/case-rules.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { listOwnCases } from "../../../src/gateway/cases/list-own-cases.ts";
import { readCase } from "../../../src/gateway/cases/read-case.ts";
import { DATABASES } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

const MEASURE = { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" };
const CHARGE = { "portolan:facts": "False origin", "portolan:legalBasis": "UCC Art. 61", "portolan:officer": "NL/1" };
const NOTICE = {
  "portolan:servedAt": "2026-09-20T10:00:00Z",
  "portolan:servedHow": "By hand",
  "portolan:respondBy": "2026-10-20T10:00:00Z",
  "portolan:respondTo": "Customs, Antwerp",
  "portolan:measure": "The container is held at Antwerp",
  "portolan:reason": "The origin is in doubt",
  "portolan:legalBasis": "UCC Art. 22(6)",
  "portolan:rights": "Answer in writing, or ask to be heard",
  "portolan:language": "en",
};

for (const database of DATABASES) {
  describe(`Cases as their parties see them on ${database.name}`, () => {
    let ledger: SeededLedger;
    let trader: Caller,
      carrier: Caller,
      customs: Caller,
      foreign: Caller,
      tribunal: Caller,
      second: Caller,
      auditor: Caller;
    let box: ShipmentId;
    let hold: EntryHash;

    beforeEach(async () => {
      ledger = await SeededLedger.open(database);
      trader = ledger.enrol("Trader", "trader");
      carrier = ledger.enrol("Carrier", "carrier");
      customs = ledger.enrol("Customs", "customs", "BE");
      foreign = ledger.enrol("Foreign customs", "customs", "CH");
      tribunal = ledger.enrol("Tribunal", "tribunal", "BE");
      second = ledger.enrol("Second tribunal", "tribunal", "BE");
      auditor = ledger.enrol("Auditor", "auditor");
      box = await ledger.consign(trader, "CSQU3054383", { countries: ["BE"] });
      await ledger.handOver(trader, carrier, box);
      hold = await ledger.record(customs, "Hold", box, { payload: MEASURE });
    });
    afterEach(() => ledger.close());

    const add = (author: Caller, kind: Parameters<SeededLedger["record"]>[1], payload: object, counterparty?: Caller) =>
      ledger.record(author, kind, box, {
        refersTo: hold,
        payload: { ...payload },
        ...(counterparty && { counterparty }),
      });
    const read = (caller: Caller, of = hold): Promise<CaseDetail> =>
      readCase({ ...ledger.reading, directory: ledger.directory, signsFor: () => true }, caller, of);
    const act = async (caller: Caller, kind: CaseAction["kind"]): Promise<CaseAction> => {
      const found = (await read(caller)).actions.find((one) => one.kind === kind);
      if (found === undefined) throw new Error(`${kind} is not listed`);
      return found;
    };
    const list = async (caller: Caller, open?: boolean) =>
      (await listOwnCases(ledger.reading, caller, { open })).items.map(({ hold: id }) => id);

    it("a subject learns what is alleged, by whom, under which law, and what its notice says", async () => {
      const charge = await add(customs, "Charge", CHARGE);
      await add(customs, "Notice", NOTICE, trader);
      const read1 = await read(trader);
      expect(read1).to.deep.include({ part: "subject", more: false });
      expect(read1.agency?.name).to.equal("Customs");
      expect(read1.process.jurisdiction).to.equal("BE");
      expect(read1.charge).to.deep.include({ entry: charge, facts: "False origin", law: "UCC Art. 61" });
      expect(read1.measure).to.deep.equal({ reason: "Documents", law: "UCC Art. 198" });
      expect(read1.notices[0]).to.deep.include({
        servedHow: "By hand",
        measure: "The container is held at Antwerp",
        respondTo: "Customs, Antwerp",
        rights: "Answer in writing, or ask to be heard",
        language: "en",
      });
      expect(read1.events.map(({ sentence }) => sentence)).to.deep.equal([
        "Customs holds the goods and opened the case.",
        "Customs stated what it alleges, and under which law.",
        "Customs recorded that it served notice on Trader.",
      ]);
      expect(read1.state).to.include("Carrier has no recorded notice.");
      expect(read1.clocks.absent).to.include("names no profile");
    });

    it("each party has its part: agency, subject, affected party, tribunal, reader", async () => {
      await add(customs, "Charge", CHARGE);
      await add(customs, "Notice", NOTICE, trader);
      await add(trader, "Contest", { "portolan:reason": "The origin is right" });
      const parts: string[] = [];
      for (const caller of [customs, trader, carrier, tribunal, auditor]) parts.push((await read(caller)).part);
      expect(parts).to.deep.equal(["agency", "subject", "affected", "tribunal", "reader"]);
      expect((await read(auditor)).actions).to.deep.equal([]);
    });

    it("for who does not see the shipment the case does not exist, nor does a case that nobody opened", async () => {
      for (const caller of [foreign, tribunal]) {
        expect((await errorOf(() => read(caller))).code).to.equal("CaseUnknown");
        expect(await list(caller)).to.deep.equal([]);
      }
      expect((await errorOf(() => read(trader, `0x${"ab".repeat(32)}`))).code).to.equal("CaseUnknown");
    });

    it("an act that may be recorded now is allowed with its time, another has the ledger's refusal as a sentence", async () => {
      expect(await act(trader, "Contest")).to.deep.include({ allowed: true, refusal: null, until: null });
      const early = await act(trader, "Hear");
      expect([early.allowed, early.refusal?.code]).to.deep.equal([false, "ShipmentLedgerNoCharge"]);
      expect(early.reason).to.be.a("string").that.is.not.empty;
      await add(customs, "Charge", CHARGE);
      await add(customs, "Notice", NOTICE, trader);
      const until = ledger.now + REMEDY_FLOOR;
      expect(await act(trader, "Contest")).to.deep.include({ allowed: true, until });
      expect(await act(trader, "Hear")).to.deep.include({ allowed: true, alone: true, until });
      expect((await act(trader, "Appeal")).refusal?.code).to.equal("ShipmentLedgerNoDecision");
      expect(await act(customs, "Forfeit")).to.deep.include({ allowed: false, from: until });
      expect((await act(customs, "Notice")).counterparties).to.have.members([trader.participant, carrier.participant]);
      await add(trader, "Contest", { "portolan:reason": "The origin is right" });
      await add(tribunal, "Uphold", { "portolan:reason": "It is not", "portolan:legalBasis": "UCC" });
      expect(await act(trader, "Appeal")).to.deep.include({ allowed: true, counterparties: [second.participant] });
    });

    it("remedies have their instance and their decision, hearings their party", async () => {
      await add(customs, "Charge", CHARGE);
      await add(customs, "Notice", NOTICE, trader);
      await add(customs, "Hear", { "portolan:hearing": "heard", "portolan:evidence": "The scan" }, trader);
      await add(trader, "Contest", { "portolan:reason": "The origin is right" });
      await add(tribunal, "Uphold", { "portolan:reason": "It is not", "portolan:legalBasis": "UCC" });
      await add(trader, "Appeal", { "portolan:reason": "It is" }, second);
      const { remedies, hearings } = await read(trader);
      expect(hearings[0]).to.deep.include({ hearing: "heard", evidence: "The scan" });
      expect(hearings[0]?.of?.name).to.equal("Trader");
      expect(
        remedies.map(({ kind, instance, grounds, decision }) => [kind, instance, grounds, decision?.kind]),
      ).to.deep.equal([
        ["Contest", 1, "The origin is right", "Uphold"],
        ["Appeal", 2, "It is", undefined],
      ]);
      expect(remedies[0]?.decision?.reason).to.equal("It is not");
    });

    it("what a reader may not read is counted by reason and rule, and told as no text", async () => {
      await add(customs, "Charge", CHARGE);
      await ledger.record(customs, "Lapse", box, { refersTo: hold, payload: null });
      const mine = await read(trader);
      expect(mine.withheld).to.deep.include({ payloads: 1, members: 0 });
      expect(mine.withheld.reasons[0]).to.deep.include({ reason: "notHeld", rule: "consignor", payloads: 1 });
      const { withheld, charge, events } = await read(auditor);
      expect(withheld.payloads).to.equal(3);
      expect(withheld.reasons).to.have.length(1);
      expect(withheld.reasons[0]).to.deep.include({ reason: "audience", rule: null });
      expect(charge).to.deep.include({ facts: null, law: null });
      expect(events.map(({ given }) => given)).to.deep.equal([null, null, null]);
    });

    it("a Hold that names another case's hash as its profile is no entry of that case", async () => {
      await ledger.record(customs, "Hold", box, { payload: MEASURE, refersTo: hold });
      expect((await read(trader)).events.map(({ entry }) => entry)).to.deep.equal([hold]);
    });

    it("a list of own cases has open ones first, in pages, and only those that concern the caller", async () => {
      const next = await ledger.record(customs, "Hold", box, { payload: MEASURE });
      const third = await ledger.record(customs, "Hold", box, { payload: MEASURE });
      await ledger.record(customs, "Release", box, { refersTo: next, payload: { "portolan:reason": "In order" } });
      for (const caller of [trader, carrier, customs]) {
        expect(await list(caller), String(caller.participant)).to.deep.equal([third, hold, next]);
        expect(await list(caller, true)).to.deep.equal([third, hold]);
        expect(await list(caller, false)).to.deep.equal([next]);
      }
      expect(await list(auditor)).to.deep.equal([]);
      const paged: EntryHash[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await listOwnCases(ledger.reading, trader, { limit: 1, ...(cursor && { cursor }) });
        paged.push(...page.items.map(({ hold: id }) => id));
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(paged).to.deep.equal([third, hold, next]);
      await ledger.record(carrier, "Contest", box, { refersTo: hold, payload: { "portolan:reason": "No" } });
      expect(await list(tribunal)).to.deep.equal([hold]);
      await ledger.record(tribunal, "Annul", box, { refersTo: hold, payload: {} });
      expect(await list(tribunal)).to.deep.equal([hold]);
    });
  });
}
