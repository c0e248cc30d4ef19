import { expect } from "chai";
import { Directory } from "../../../src/gateway/directory.ts";
import { DecryptionKeys } from "../../../src/gateway/exchange/decryption-keys.ts";
import { OtherMembers } from "../../../src/gateway/exchange/other-members.ts";
import { OwnMembers } from "../../../src/gateway/exchange/own-members.ts";
import { sendErasures } from "../../../src/gateway/exchange/send-erasures.ts";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { WANT } from "../../../src/exchange/want.ts";
import { KeyRing } from "../../../src/keys/key-ring.ts";
import { createLocalSigner } from "../../../src/keys/local-signer.ts";
import { readCheckpoint } from "../../../src/store/chain/checkpoint.ts";
import { readParticipants } from "../../../src/store/chain/followed-state.ts";
import { type Database, openDatabase } from "../../../src/store/open-database.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { postItems } from "./exchange-post.ts";
import { newRequest, postStatement } from "./hand-requests.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("The erasure of payloads at other members", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let trader: HandSender;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader", "carrier"], authority: ["customs"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, authority } = gateways.of);
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

  describe("The author's gateway", () => {
    /** Sends what the stopped gateway owes, with the time moved on. */
    const send = async (db: Database, hours = 0, url = authority.url) => {
      const directory = new Directory(await readParticipants(db));
      const ring = new KeyRing();
      for (const { key } of Object.values(trade.members)) ring.add(createLocalSigner(key));
      const clock = () => Date.now() + hours * 3_600_000;
      const now = () => Math.floor(Date.now() / 1000);
      const own = new OwnMembers(ring, directory, now);
      const checkpoint = await readCheckpoint(db);
      if (checkpoint === undefined) throw new Error("The gateway followed nothing.");
      const status = { state: "following", block: 0, chainHead: 0, alarm: null } as const;
      await sendErasures(
        {
          db,
          domain: trader.domain,
          directory,
          follower: { checkpoint, status },
          own,
          others: new OtherMembers({ db, directory, now }, own),
          decryptionKeys: new DecryptionKeys({ folder: "", passphrase: "" }, () => undefined),
          eventOf: () => undefined,
          isFull: async () => false,
          clock,
        },
        async (endpoint, items) => {
          expect(endpoint).to.equal(authority.url);
          return postItems(url, "/exchange/erasures", items).then(
            ({ lines }) => lines,
            () => [],
          );
        },
      );
      return db.reader.selectFrom("exchange_erasures").selectAll().execute();
    };

    it("each member that may have the payload is asked until it attests the erasure", async () => {
      const entry = await consign();
      await trader.send(entry);
      const customs = new HandSender(authority.members["customs"] as never, trade, "trader");
      const subject = { entries: [entry.hash] };
      const { items } = await postStatement(customs, "/exchange/wants", WANT, { ...newRequest(), subject } as never);
      expect(items).to.have.length(2);
      const erased = await trade.client("trader").delete(`/v1/entries/${entry.hash}/payload`);
      expect(erased.status).to.equal(200);
      await trade.stop();
      const db = await openDatabase({ folder: trade.folder });
      try {
        const of = async (hours?: number, url?: string) =>
          (await send(db, hours, url)).filter((row) => row.entry === entry.hash);
        const [lost] = await of(0, "http://127.0.0.1:9");
        expect(lost).to.include({ recipient: trader.recipient, state: "due", attempts: 1 });
        expect(await bodyAtCustoms(entry)).to.deep.equal(entry.body);
        const [done] = await of(1);
        expect(done).to.include({ state: "erased", erased_at: erased.body.erasedAt });
        expect(JSON.parse(done?.answer ?? "")).to.have.nested.property("statement.sender", trader.recipient);
        expect(await bodyAtCustoms(entry)).to.equal(null);
      } finally {
        await db.close();
        await trade.start();
      }
    });
  });
});
