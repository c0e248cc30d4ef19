import { expect } from "chai";
import type { Holders } from "../../../src/api/copies.ts";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { eventually } from "../../support/eventually.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { postStatement } from "./hand-requests.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("The erasure of payloads at other members", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "authority" | "court">;
  let trade: MemberGateway, authority: MemberGateway, court: MemberGateway;
  let trader: HandSender;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader", "carrier"], authority: ["customs"], court: ["tribunal"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, authority, court } = gateways.of);
    trader = new HandSender(trade.members["trader"] as never, authority, "customs");
  });
  after(() => gateways.stop());

  const consign = async (): Promise<RecordedEntry> => {
    const entry = await recordKnown(trade.client("trader"), {
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
      payload: NAMING,
    });
    await gateways.followed();
    return entry;
  };
  const ask = async (entry: RecordedEntry, from = trader) => {
    const { status, items } = await postStatement(from, "/exchange/erasures", ERASURE_REQUEST, {
      entry: entry.hash,
      erasedAt: 1_767_225_600,
      ground: "The consignee asked for it.",
    } as never);
    return status === 200 ? items[0].statement.result : items[0].code;
  };
  const bodyAtCustoms = async (entry: RecordedEntry) =>
    (await authority.client("customs").get(`/v1/entries/${entry.hash}`)).body.body;

  it("the author's request erases the payload, and no later delivery brings it back", async () => {
    const entry = await consign();
    const item = await trader.item(entry);
    await trader.post([item]);
    expect(await bodyAtCustoms(entry)).to.deep.equal(entry.body);
    const result = await ask(entry);
    expect(result).to.include({ state: "erased" });
    expect(await bodyAtCustoms(entry)).to.equal(null);
    expect(await trader.send(entry)).to.deep.equal(["erased"]);
    expect(await trader.post([item])).to.have.nested.property("[0].outcome", "erased");
    expect(await bodyAtCustoms(entry)).to.equal(null);
    expect(await ask(entry)).to.deep.equal(result);
  });

  it("a payload that is erased before its delivery never arrives", async () => {
    const entry = await consign();
    expect(await ask(entry)).to.include({ state: "erased" });
    expect(await trader.send(entry)).to.deep.equal(["erased"]);
  });

  it("nobody but the author has a payload erased", async () => {
    const entry = await consign();
    await trader.send(entry);
    const carrier = new HandSender(trade.members["carrier"] as never, authority, "customs");
    expect(await ask(entry, carrier)).to.equal("NotAuthorOfPayload");
    expect(await ask({ ...entry, hash: `0x${"cd".repeat(32)}` })).to.equal("EntryUnknown");
    expect(await bodyAtCustoms(entry)).to.deep.equal(entry.body);
  });

  it("evidence in an open case of a member is kept for a time, and erased after the case", async () => {
    const entry = await consign();
    await trader.send(entry);
    const customs = authority.client("customs");
    const wait = { prefer: "wait=30" };
    const hold = await customs.post(
      "/v1/entries",
      {
        kind: "Hold",
        shipment: entry.shipment,
        payload: { "portolan:reason": "x-ray", "portolan:legalBasis": "UCC 134", "portolan:officer": "NL-7" },
      },
      wait,
    );
    expect(hold.status).to.equal(201);
    const kept = await ask(entry);
    expect(kept).to.include({ state: "kept" });
    expect(kept.until).to.be.greaterThan(Date.now() / 1000);
    expect(kept.ground).to.match(/case/);
    expect(await bodyAtCustoms(entry)).to.deep.equal(entry.body);
    const released = await customs.post(
      "/v1/entries",
      { kind: "Release", shipment: entry.shipment, refersTo: hold.body.hash, payload: { "portolan:reason": "clear" } },
      wait,
    );
    expect(released.status).to.equal(201);
    expect(await ask(entry)).to.include({ state: "erased" });
  });

  it("the tribunal keeps evidence while a remedy before it is open, and until when is told (F35)", async () => {
    const entry = await consign();
    const { shipment } = entry;
    const wait = { prefer: "wait=30" };
    const record = async (home: MemberGateway, member: string, draft: object) => {
      const { status, body } = await home.client(member).post("/v1/entries", { shipment, ...draft }, wait);
      expect(status, JSON.stringify(body)).to.equal(201);
      await gateways.followed();
      return body.hash as string;
    };
    await trader.send(entry);
    const because = { "portolan:reason": "x-ray", "portolan:legalBasis": "UCC 134", "portolan:officer": "NL-7" };
    const refersTo = await record(authority, "customs", { kind: "Hold", payload: because });
    const served = { "portolan:servedAt": "2026-01-01T00:00:00Z", "portolan:servedHow": "in person" };
    const counterparty = gateways.idOf("trader");
    await record(authority, "customs", { kind: "Notice", refersTo, counterparty, payload: { ...because, ...served } });
    const toCourt = new HandSender(trade.members["trader"] as never, court, "tribunal");
    expect(await toCourt.send(entry), "nothing is contested yet").to.deep.equal(["notExpected"]);
    await record(trade, "trader", { kind: "Contest", refersTo, payload: because });
    expect(await toCourt.send(entry)).to.deep.equal(["stored"]);
    const kept = await ask(entry, toCourt);
    expect(kept).to.include({ state: "kept" });
    expect(kept.ground).to.match(/remedy/);
    expect(kept.until).to.be.greaterThan(Date.now() / 1000);
    await record(authority, "customs", { kind: "Release", refersTo, payload: { "portolan:reason": "clear" } });
    expect(await ask(entry, toCourt)).to.include({ state: "erased" });
  });
});

describe("An erasure by the author", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways({ trade: ["trader"], authority: ["customs"] });
    ({ trade, authority } = gateways.of);
  });
  after(() => gateways.stop());

  const consign = (): Promise<RecordedEntry> =>
    recordKnown(trade.client("trader"), {
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.2${String(++number).padStart(9, "0")}`,
      payload: NAMING,
    });
  const readAtCustoms = async ({ hash }: RecordedEntry) =>
    (await authority.client("customs").get(`/v1/entries/${hash}`)).body;
  const arrives = (entry: RecordedEntry) =>
    eventually("the payload arrives", async () => (await readAtCustoms(entry)).payload === "known");
  const erase = async ({ hash }: RecordedEntry) => {
    const { status } = await trade.client("trader").delete(`/v1/entries/${hash}/payload`);
    expect(status).to.equal(200);
  };
  const holders = async ({ hash }: RecordedEntry): Promise<Holders> =>
    (await trade.client("trader").get(`/v1/entries/${hash}/holders`)).body as never;
  const answered = (entry: RecordedEntry, state: string) =>
    eventually(`the author's gateway knows that customs ${state} the payload`, async () => {
      const [first, ...others] = (await holders(entry)).erasures;
      expect(others).to.deep.equal([]);
      return first?.state === state && first;
    });

  it("reaches the members with other gateways, whose attestations the author reads", async () => {
    const entry = await consign();
    await arrives(entry);
    await eventually("the receipt is here", async () => (await holders(entry)).others.length === 1);
    await erase(entry);
    const { member, until, ground } = await answered(entry, "erased");
    expect([member.id, until, ground]).to.deep.equal([gateways.idOf("customs"), null, null]);
    expect(await readAtCustoms(entry)).to.include({ payload: "erased", body: null });
    expect(await holders(entry)).to.deep.include({ here: "erased", copies: 0, others: [] });
    const seen = await authority.client("customs").get(`/v1/entries/${entry.hash}/holders`);
    expect(seen.body.erasures, "only the author is told").to.deep.equal([]);
  });

  it("reaches a member that was away", async () => {
    const entry = await consign();
    await arrives(entry);
    await authority.stop();
    await erase(entry);
    await eventually("the author's gateway notes that customs cannot be reached", async () => {
      const lanes = await trade.client("trader").get("/v1/exchange/lanes");
      return lanes.body.items[0].problem;
    });
    expect((await holders(entry)).erasures.map(({ state }) => state)).to.deep.equal(["asked"]);
    await authority.start();
    await answered(entry, "erased");
    expect(await readAtCustoms(entry)).to.include({ payload: "erased", body: null });
  });

  it("holds for a parcel that arrives later", async () => {
    await authority.stop();
    const entry = await consign();
    await eventually("the parcel is owed", async () => {
      const owed = await trade.client("trader").get(`/v1/members/${gateways.idOf("customs")}/owed`);
      return owed.body.items.some((each: { readonly entry: string }) => each.entry === entry.hash);
    });
    await erase(entry);
    await authority.start();
    await answered(entry, "erased");
    const late = new HandSender(trade.members["trader"] as never, authority, "customs");
    expect(await late.send(entry)).to.deep.equal(["erased"]);
    expect(await readAtCustoms(entry), "nothing names its country").to.include({ code: "EntryUnknown" });
  });

  it("leaves evidence with a member for a time, and the author reads until when and why", async () => {
    const entry = await consign();
    await arrives(entry);
    const hold = await authority.client("customs").post(
      "/v1/entries",
      {
        kind: "Hold",
        shipment: entry.shipment,
        payload: { "portolan:reason": "x-ray", "portolan:legalBasis": "UCC 134", "portolan:officer": "NL-7" },
      },
      { prefer: "wait=30" },
    );
    expect(hold.status).to.equal(201);
    await gateways.followed();
    await erase(entry);
    const { until, ground } = await answered(entry, "kept");
    expect(until).to.be.greaterThan(Date.now() / 1000);
    expect(ground).to.match(/case/);
    expect((await readAtCustoms(entry)).body).to.deep.equal(entry.body);
    expect((await holders(entry)).others.map(({ member }) => member.id)).to.deep.equal([gateways.idOf("customs")]);
  });
});
