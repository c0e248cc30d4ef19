import { expect } from "chai";
import type { ReaderView } from "../../../src/api/audience.ts";
import { ZERO_BYTES32, type Entry, type EntryHash, type ShipmentId } from "../../../src/domain/entry.ts";
import type { CheckedPayload } from "../../../src/domain/payload/check-payload.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { predictAudience, readAudience } from "../../../src/gateway/read/audience.ts";
import { errorOf } from "../../support/error-of.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

const NAMING_NL = { payload: { "portolan:place": "NLRTM" }, countries: ["NL"] };

describe("Who reads an entry", () => {
  let ledger: SeededLedger, trader: Caller, carrier: Caller, rival: Caller, customs: Caller;
  let shipment: ShipmentId, consigned: EntryHash;

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    carrier = ledger.enrol("Carrier", "carrier");
    rival = ledger.enrol("Rival", "carrier");
    customs = ledger.enrol("Customs", "customs", "NL");
    shipment = await ledger.consign(trader, "CSQU3054383", NAMING_NL);
    consigned = await ledger.record(trader, "Report", shipment);
    await ledger.handOver(trader, carrier, shipment);
  });
  afterEach(() => ledger.close());

  const context = () => ({ ...ledger.reading, directory: ledger.directory });
  const told = (readers: readonly ReaderView[]) =>
    readers.map(({ participant, rule, view }) => `${participant.name} ${rule} ${view}`);
  const audienceFor = async (caller: Caller) => told((await readAudience(context(), caller, consigned)).readers);

  it("a reader of the whole payload sees every reader, with rule and view", async () => {
    const all = ["Trader author all", "Carrier offered handoff", "Customs customs all"];
    expect(await audienceFor(trader)).to.deep.equal(all);
    expect(await audienceFor(customs)).to.deep.equal(all);
  });

  it("a reader of a part is not told whose countries the payload names", async () => {
    expect(await audienceFor(carrier)).to.deep.equal(["Trader author all", "Carrier offered handoff"]);
  });

  it("an entry that does not exist for a caller has no audience for it", async () => {
    expect((await errorOf(() => readAudience(context(), rival, consigned))).code).to.equal("EntryUnknown");
  });

  it("a reader's block is that of the entry that entitles it", async () => {
    const { readers } = await readAudience(context(), trader, consigned);
    expect(readers.map(({ sinceBlock }) => sinceBlock)).to.deep.equal([null, 3, 1]);
  });

  describe("The audience of an entry that is not recorded yet", () => {
    const predicted = async (author: Caller, fields: Partial<Entry>, payload = {}) => {
      const entry: Entry = {
        shipment,
        previous: ledger.head(shipment) ?? ZERO_BYTES32,
        kind: KINDS.Report,
        author: author.participant,
        counterparty: 0,
        refersTo: ZERO_BYTES32,
        occurredAt: ledger.now,
        commitment: ZERO_BYTES32,
        ...fields,
      };
      return told(await predictAudience(context(), { entry, payload: payload as CheckedPayload, seed: ZERO_BYTES32 }));
    };

    it("an offer will be read in part by its addressee", async () => {
      const offer = { kind: KINDS.Offer, counterparty: rival.participant };
      expect(await predicted(carrier, offer)).to.deep.equal([
        "Trader consignor all",
        "Carrier author all",
        "Rival offered handoff",
        "Customs customs all",
      ]);
    });

    it("a country that the custodian's payload names adds its customs, and one that another names does not", async () => {
      ledger.enrol("Customs of Norway", "customs", "NO");
      const payload = { "portolan:place": "NOOSL" };
      expect(await predicted(carrier, {}, payload)).to.include("Customs of Norway customs all");
      expect(await predicted(rival, {}, payload)).not.to.include("Customs of Norway customs all");
    });

    it("a hold will be read by the consignor and by the custodian whom it concerns", async () => {
      expect(await predicted(customs, { kind: KINDS.Hold })).to.deep.equal([
        "Trader consignor all",
        "Carrier custodian all",
        "Customs author all",
      ]);
    });
  });
});
