import { expect } from "chai";
import { type EntryHash, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { REMEDY_FLOOR } from "../../src/domain/rules/case-rules.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";
import {
  blockTime,
  enrol,
  entryOf,
  passTime,
  record,
  revertOf,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";

const PROFILE: Hex = `0xabcdef01${"22".repeat(28)}`;

describe("Due process on the ledger of shipments", () => {
  let chain: TestChain;
  let consignor: TestParticipant;
  let custodian: TestParticipant;
  let customs: TestParticipant;
  let tribunal: TestParticipant;
  let further: TestParticipant;
  let abroad: TestParticipant;
  let shipment: Hex;
  let hold: EntryHash;
  let stories = 0;

  before(async () => {
    chain = await startChain();
    consignor = await enrol(chain, "trader");
    custodian = await enrol(chain, "carrier");
    customs = await enrol(chain, "customs");
    tribunal = await enrol(chain, "tribunal");
    further = await enrol(chain, "tribunal");
    abroad = await enrol(chain, "tribunal");
    await (await chain.consortium.setJurisdiction(abroad.id, "0x4e4f")).wait();
  });

  after(() => chain.connection.close());

  /** Goods that the consignor handed over to the custodian, held and seized. */
  beforeEach(async () => {
    shipment = shipmentId(`due process ${stories++}`);
    await record(chain, consignor, "Consign", { shipment });
    await record(chain, consignor, "Offer", { shipment, counterparty: custodian.id });
    await record(chain, custodian, "Accept", { shipment });
    hold = await record(chain, customs, "Hold", { shipment, refersTo: PROFILE });
    await add(customs, "Seize");
  });

  const add = (author: TestParticipant, kind: Kind, counterparty = 0) =>
    record(chain, author, kind, { shipment, refersTo: hold, counterparty });

  /** The code of the refusal of an entry about the case; `undefined` when the ledger would record it. */
  async function refusalOf(author: TestParticipant, kind: Kind, counterparty = 0): Promise<string | undefined> {
    const previous = (await chain.ledger.headOf(shipment)) as EntryHash;
    const entry = entryOf(kind, { shipment, previous, author: author.id, counterparty, refersTo: hold });
    const call = chain.ledger.interface.encodeFunctionData("record", [await sign(chain, author, entry)]);
    const revert = await revertOf(chain, call);
    return revert && decodeRefusal(revert).code;
  }

  it("goods are forfeited only after charge, notice and hearing of each party, and the time for a remedy", async () => {
    const refusals = [await refusalOf(customs, "Forfeit")];
    const [served, heard] = [consignor, custodian];
    for (const [author, kind, counterparty] of [
      [customs, "Charge", 0],
      [customs, "Notice", custodian.id],
      [customs, "Hear", heard.id],
      [customs, "Notice", served.id],
      [served, "Hear", 0],
    ] as const) {
      await add(author, kind, counterparty);
      refusals.push(await refusalOf(customs, "Forfeit"));
    }
    const lastNotice = (await chain.ledger.caseOf(shipment, hold)).remedyUntil - BigInt(REMEDY_FLOOR);
    await passTime(chain, Number(lastNotice) + REMEDY_FLOOR - 2 - (await blockTime(chain)));
    refusals.push(await refusalOf(customs, "Forfeit"));
    await passTime(chain, 2);
    await add(customs, "Forfeit");

    expect(refusals).to.deep.equal([
      "ShipmentLedgerNoCharge",
      "ShipmentLedgerNoNotice",
      "ShipmentLedgerNotHeard",
      "ShipmentLedgerNoNotice",
      "ShipmentLedgerNotHeard",
      "ShipmentLedgerRemedyRuns",
      "ShipmentLedgerRemedyRuns",
    ]);
    expect((await chain.ledger.custodyOf(shipment)).phase, "Forfeited").to.equal(5n);
  });

  it("a tribunal of another jurisdiction decides nothing, and an appeal goes to another tribunal at home", async () => {
    await add(custodian, "Contest");
    expect(await refusalOf(abroad, "Uphold")).to.equal("ShipmentLedgerOtherJurisdiction");
    expect(await refusalOf(abroad, "Annul")).to.equal("ShipmentLedgerOtherJurisdiction");
    await add(tribunal, "Uphold");
    expect(await refusalOf(consignor, "Appeal", tribunal.id)).to.equal("ShipmentLedgerSameInstance");
    expect(await refusalOf(consignor, "Appeal", abroad.id)).to.equal("ShipmentLedgerOtherJurisdiction");
    expect(await refusalOf(consignor, "Appeal", custodian.id)).to.equal("ShipmentLedgerNotTribunal");
    await add(consignor, "Appeal", further.id);
    expect(await refusalOf(tribunal, "Annul")).to.equal("ShipmentLedgerNotTribunalOfCase");
    await add(further, "Annul");

    const decided = await chain.ledger.caseOf(shipment, hold);
    expect([decided.closed, decided.tribunal, decided.instance]).to.deep.equal([true, BigInt(further.id), 2n]);
  });

  it("a case keeps the jurisdiction of its opening when its agency moves", async () => {
    await (await chain.consortium.setJurisdiction(customs.id, "0x4e4f")).wait();
    await add(custodian, "Contest");

    expect(await refusalOf(abroad, "Uphold")).to.equal("ShipmentLedgerOtherJurisdiction");
    expect(await refusalOf(tribunal, "Uphold")).to.be.undefined;
    await (await chain.consortium.setJurisdiction(customs.id, "0x5345")).wait();
  });

  it("a suspended tribunal cannot be appealed to", async () => {
    await add(custodian, "Contest");
    await add(tribunal, "Uphold");
    await (await chain.consortium.suspend(further.id)).wait();

    expect(await refusalOf(custodian, "Appeal", further.id)).to.equal("ShipmentLedgerParticipantNotActive");
    await (await chain.consortium.reinstate(further.id)).wait();
  });

  it("a lapse is recorded by whom the case concerns, and moves no goods", async () => {
    const before = await chain.ledger.custodyOf(shipment);
    const customsCase = await chain.ledger.caseOf(shipment, hold);
    expect(await refusalOf(abroad, "Lapse")).to.equal("ShipmentLedgerNotConcerned");
    for (const author of [customs, consignor, custodian, tribunal]) await add(author, "Lapse");

    const after = await chain.ledger.custodyOf(shipment);
    expect(after.sequence).to.equal(before.sequence + 4n);
    expect([after.custodian, after.phase, after.openCases]).to.deep.equal([
      before.custodian,
      before.phase,
      before.openCases,
    ]);
    expect([...(await chain.ledger.caseOf(shipment, hold))]).to.deep.equal([...customsCase]);
  });

  it("a case names its profile by the first bytes of the digest in the Hold", async () => {
    expect((await chain.ledger.caseOf(shipment, hold)).profile).to.equal("0xabcdef01");
    const without = await record(chain, customs, "Hold", { shipment, refersTo: ZERO_BYTES32 });
    expect((await chain.ledger.caseOf(shipment, without)).profile).to.equal("0x00000000");
  });
});
