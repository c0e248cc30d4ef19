import { expect } from "chai";
import type { Disclosure } from "../../../src/domain/payload/disclosure.ts";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import type { ShipmentStory } from "../../../src/domain/shipment-story.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { erasePayload } from "../../../src/gateway/read/payloads.ts";
import { readStory, type StoryOptions } from "../../../src/gateway/trace/shipment-story.ts";
import { traceShipment } from "../../../src/gateway/trace/trace-shipment.ts";
import { errorOf } from "../../support/error-of.ts";
import { forgetEntries } from "../../support/forget-entries.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

describe("readStory", () => {
  let ledger: SeededLedger;
  let carrier: Caller, line: Caller, auditor: Caller;
  let box: ShipmentId, vessel: ShipmentId;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    carrier = ledger.enrol("Carrier", "carrier");
    line = ledger.enrol("Shipping line", "carrier", "CH");
    auditor = ledger.enrol("Auditor", "auditor");
    box = await ledger.consign(carrier, "CSQU3054383", { payload: { "portolan:place": "BRSSZ", marks: "A" } });
    vessel = await ledger.consign(line, "urn:imo:9321483", { payload: { "portolan:place": "PTLIS" } });
    await ledger.handOver(carrier, line, box, { payload: null });
    await ledger.record(line, "Load", box, { refersTo: vessel });
    await ledger.record(line, "Report", vessel, { payload: { "portolan:place": "NLRTM", cargo: "of others" } });
  });
  afterEach(() => ledger.close());

  const tell = (caller: Caller, options?: StoryOptions) => readStory(ledger.reading, caller, box, options);

  /** The visible part of an entry's payload: its state, or the disclosed names and values. */
  function shown({ entries }: ShipmentStory, kind: number, shipment = box): unknown {
    const payload = entries.find(({ entry }) => entry.kind === kind && entry.shipment === shipment)?.payload;
    return payload?.state === "disclosed" ? fieldsOf(payload.disclosure) : payload?.state;
  }

  const fieldsOf = ({ disclosures }: Disclosure) =>
    Object.fromEntries(
      disclosures
        .map((each) => JSON.parse(Buffer.from(each, "base64url").toString()) as unknown[])
        .map(([, name, value]) => [name, value]),
    ) as Record<string, unknown>;

  describe("A shipment inside a unit", () => {
    it("the story of a loaded shipment has the unit's entries since the Load, and none from before", async () => {
      const { entries } = await tell(carrier);
      expect(entries.map(({ entry }) => [entry.kind, entry.shipment])).to.deep.equal([
        [KINDS.Consign, box],
        [KINDS.Offer, box],
        [KINDS.Accept, box],
        [KINDS.Load, box],
        [KINDS.Report, vessel],
      ]);
    });

    it("the story of an unloaded shipment has the unit's entries until the Unload, and none from after", async () => {
      await ledger.record(line, "Unload", box, { refersTo: vessel });
      await ledger.record(line, "Close", vessel);
      const { entries } = await tell(carrier);
      expect(entries.filter(({ entry }) => entry.shipment === vessel).map(({ entry }) => entry.kind)).to.deep.equal([
        KINDS.Report,
      ]);
    });

    it("a party of only the shipment sees the unit's movements, and none of its other contents", async () => {
      const story = await tell(carrier);
      expect(shown(story, KINDS.Consign)).to.deep.equal({ "portolan:place": "BRSSZ", marks: "A" });
      expect(shown(story, KINDS.Report, vessel)).to.deep.equal({ "portolan:place": "NLRTM" });
      expect(story.identities.map(({ shipment }) => shipment)).to.deep.equal([box, vessel]);
    });

    it("a party of shipment and unit sees every entry of both", async () => {
      expect(shown(await tell(line), KINDS.Report, vessel)).to.deep.equal({
        "portolan:place": "NLRTM",
        cargo: "of others",
      });
    });

    it("an auditor sees only the ledger's facts", async () => {
      const story = await tell(auditor);
      expect(new Set(story.entries.map(({ payload }) => payload.state))).to.deep.equal(new Set(["withheld"]));
      expect(story.identities).to.deep.equal([]);
    });
  });

  describe("A request for some fields", () => {
    it("a story shows only the requested fields that the caller may read", async () => {
      const story = await tell(carrier, { disclose: ["/portolan:place", "/cargo", "/none"] });
      expect(shown(story, KINDS.Consign)).to.deep.equal({ "portolan:place": "BRSSZ" });
      expect(shown(story, KINDS.Report, vessel)).to.deep.equal({ "portolan:place": "NLRTM" });
    });

    it("a request for whole payloads shows those of the shipment, and none of the unit around it", async () => {
      const story = await tell(carrier, { disclose: [""] });
      expect(shown(story, KINDS.Consign)).to.deep.equal({ "portolan:place": "BRSSZ", marks: "A" });
      expect(shown(story, KINDS.Report, vessel)).to.deep.equal({});
    });
  });

  it("a story distinguishes unknown payloads from erased ones", async () => {
    const [consign] = (await tell(carrier)).entries;
    await erasePayload(ledger.reading, carrier, consign?.hash ?? "0x");
    const story = await tell(carrier);
    expect([shown(story, KINDS.Consign), shown(story, KINDS.Accept)]).to.deep.equal(["erased", "unknown"]);
  });

  describe("A shipment whose entries are undone during the read", () => {
    beforeEach(() => forgetEntries(ledger.db, box));

    for (const [what, read] of [
      ["a story", () => tell(carrier)],
      ["a trace", () => traceShipment(ledger.reading, carrier, box)],
    ] as const) {
      it(`${what} is refused when entries are undone during its read`, async () => {
        const { code, facts } = await errorOf(read);
        expect([code, facts["shipment"]]).to.deep.equal(["TraceUnsettled", box]);
      });
    }
  });

  it("a participant without access gets no story", async () => {
    const stranger = ledger.enrol("Stranger", "trader");
    expect((await errorOf(() => tell(stranger))).code).to.equal("ShipmentUnknown");
  });
});
