import { expect } from "chai";
import { disclose } from "../../../src/domain/payload/disclosure.ts";
import { bytesOf } from "../../../src/domain/encoding/hex.ts";
import type { Receipt } from "../../../src/api/exchange.ts";
import { admitMessage } from "../../../src/exchange/message.ts";
import { RECEIPTS } from "../../../src/exchange/receipts.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { postItems } from "./exchange-post.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

/** Serial number of the last shipment. */
let number = 0;

describe("The receiving of parcels", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let trader: HandSender;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader", "carrier"], authority: ["customs", "auditor"] },
      // Nothing but the test sends.
      { settingsOf: (name) => (name === "trade" ? { EXCHANGE_PRIVATE_HOSTS: "" } : {}) },
    );
    ({ trade, authority } = gateways.of);
    trader = new HandSender(trade.members["trader"] as never, authority, "customs");
  });
  after(() => gateways.stop());

  const record = (draft: object) => recordKnown(trade.client("trader"), draft);
  const consign = async (payload: object = NAMING, counterparty?: number): Promise<RecordedEntry> => {
    const recorded = await record({
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
      payload,
      ...(counterparty === undefined ? {} : { counterparty }),
    });
    await gateways.followed();
    return recorded;
  };
  const report = async (shipment: string, payload: object = { bizStep: "arriving", note: "quay 4" }) => {
    const recorded = await record({ kind: "Report", shipment, payload });
    await gateways.followed();
    return recorded;
  };
  const read = async (entry: RecordedEntry, member = "customs") =>
    (await authority.client(member).get(`/v1/entries/${entry.hash}`)).body;
  const only = (receipts: Receipt[] | string): Receipt => {
    if (typeof receipts === "string" || receipts.length !== 1) throw new Error(JSON.stringify(receipts));
    return receipts[0] as Receipt;
  };

  it("customs of a country that the payload names read entry, payload and identifier after its parcel", async () => {
    const entry = await consign();
    expect(await read(entry)).to.have.property("code", "EntryUnknown");
    expect(await trader.send(entry)).to.deep.equal(["stored"]);
    expect(await read(entry)).to.deep.include({
      body: entry.body,
      identifier: entry.content.identities[0]?.identifier,
    });
  });

  it("the receipts are signed by the recipient for the sender, under one signature", async () => {
    const [first, second] = [await consign(), await consign()];
    const items = [await trader.item(first), await trader.item(second)];
    const { lines } = await postItems(authority.url, "/exchange/parcels", items);
    const ledger = {
      domain: trader.domain,
      height: 0,
      time: 1,
      participant: (id: number) => authority.gateway.directory.get(id),
    };
    const now = Math.floor(Date.now() / 1000);
    const receiver = { member: trader.member.id, ledger: { ...ledger, time: now }, now };
    expect(lines).to.have.length(1);
    const admitted = admitMessage(RECEIPTS, lines[0] as Uint8Array, receiver);
    expect(admitted).to.have.nested.property("statement.receipts").that.has.length(2);
    expect(admitted).to.have.nested.property("statement.sender", trader.recipient);
  });

  it("an entry after the naming one is expected only once the naming one has arrived, also in the same request", async () => {
    const naming = await consign();
    const later = await report(naming.shipment);
    const early = only((await trader.post([await trader.item(later)])) as Receipt[]);
    expect(early).to.deep.include({ outcome: "notExpected", entry: later.hash, rule: "customs" });
    expect(await read(later)).to.have.property("code", "EntryUnknown");
    expect(await trader.send(naming, later)).to.deep.equal(["stored", "stored"]);
    expect(await read(later)).to.deep.include({ body: later.body });
  });

  it("a payload to which no rule entitles is not expected, whatever the sender claims", async () => {
    const entry = await consign({ ...NAMING, "portolan:itinerary": ["BRSSZ"] });
    expect(await trader.send(entry)).to.deep.equal(["notExpected"]);
    const payload = { view: "fields" as const, ...disclose(entry.body, bytesOf(entry.seed), ["/bizStep"]) };
    expect(await trader.send({ hash: entry.hash, content: { ...entry.content, payload } })).to.deep.equal([
      "notExpected",
    ]);
    expect(await read(entry)).to.have.property("code", "EntryUnknown");
  });

  it("a repeated parcel has the same receipt, also at the same time", async () => {
    const entry = await consign();
    const item = await trader.item(entry);
    const answers = await Promise.all([1, 2, 3].map(() => trader.post([item])));
    for (const answer of [...answers, await trader.post([item, item])]) {
      expect(answer).to.be.an("array");
      for (const receipt of answer as Receipt[])
        expect(receipt).to.deep.include({ outcome: "stored", entry: entry.hash });
    }
  });
});
