import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import type { Receipt } from "../../../src/api/exchange.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { newPayloadSeed } from "../../../src/domain/payload/payload-salts.ts";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { encodeParcel, PARCEL } from "../../../src/exchange/parcel.ts";
import { signStatement } from "../../../src/exchange/statement.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import { eventually } from "../../support/eventually.ts";
import {
  startMemberGateways,
  type GatewayMember,
  type MemberGateway,
  type MemberGateways,
} from "../../support/member-gateways.ts";
import { createKeyPair } from "../../exchange/test-member.ts";
import { postBody } from "./exchange-post.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";
import { postStatement } from "./hand-requests.ts";
import { recordDirectly } from "./record-directly.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("Parcels that a gateway must not trust", function () {
  this.timeout(180_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let trader: HandSender, carrier: HandSender;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader", "carrier"], authority: ["customs", "foreign"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, authority } = gateways.of);
    trader = new HandSender(trade.members["trader"] as never, authority, "customs");
    carrier = new HandSender(trade.members["carrier"] as never, authority, "customs");
  });
  after(() => gateways.stop());

  const consign = async (payload: object = NAMING): Promise<RecordedEntry> => {
    const entry = await recordKnown(trade.client("trader"), {
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
      payload,
    });
    await gateways.followed();
    return entry;
  };
  const held = async (entry: RecordedEntry) =>
    (await authority.client("customs").get(`/v1/entries/${entry.hash}`)).status === 200;
  const outcomes = (answer: Receipt[] | string) =>
    typeof answer === "string" ? answer : answer.map(({ outcome }) => outcome);
  /** The rows that arrivals left in the authority's database. */
  const arrivals = async () => {
    const db = await openDatabase({ folder: authority.folder });
    try {
      return await db.reader.selectFrom("exchange_arrivals").selectAll().execute();
    } finally {
      await db.close();
    }
  };

  describe("Each item is judged by itself", () => {
    it("a forged item is refused, the rest of the request is stored, and the forged one leaves no row", async () => {
      const [first, second] = [await consign(), await consign()];
      const forged = await carrier.parcel(first);
      const stolen = encodeParcel({ ...forged, statement: { ...forged.statement, sender: trader.member.id } });
      const before = (await arrivals()).length;
      const receipts = await trader.post([await trader.item(second), stolen, Buffer.from("no JSON")]);
      expect(outcomes(receipts)).to.deep.equal(["stored", "refused", "refused"]);
      expect([await held(first), await held(second)]).to.deep.equal([false, true]);
      expect(await arrivals()).to.have.length(before + 1);
    });

    it("a request without any genuine item gets no receipts", async () => {
      const forged = await carrier.parcel(await consign());
      const stolen = encodeParcel({ ...forged, statement: { ...forged.statement, sender: trader.member.id } });
      expect(await trader.post([stolen])).to.equal("ExchangeSignatureInvalid");
      expect(await trader.post([encodeParcel({ ...forged, signature: "0x" })])).to.equal("ExchangeSignatureInvalid");
    });

    it("a parcel for another member, or of another chain, is refused", async () => {
      const entry = await consign();
      const parcel = await trader.parcel(entry, { recipient: authority.members["foreign"]?.id as number });
      expect(outcomes(await trader.post([await trader.item(entry), encodeParcel(parcel)]))).to.deep.equal([
        "stored",
        "refused",
      ]);
      const { statement, access, content } = await trader.parcel(entry);
      const elsewhere = await signStatement(PARCEL, statement, trader.signer, { ...trader.domain, chainId: 1 });
      expect(await trader.post([encodeParcel({ ...elsewhere, access, content })])).to.equal("ExchangeSignatureInvalid");
      const misled = await trader.item(entry, { recipient: trade.members["carrier"]?.id as number });
      expect(await trader.post([misled])).to.equal("ExchangeNotRecipient");
    });

    it("a parcel of an unfollowed entry is early and leaves no row, and is stored once the entry is followed (F7)", async () => {
      const client = trade.client("trader");
      const { body } = await client.post("/v1/entries/prepare", {
        kind: "Consign",
        shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
        payload: NAMING,
      });
      const { entry, payload, seed, identity } = body.prepared;
      const hash = createEntryHasher(trader.domain)(entry);
      const whole = { view: "whole" as const, seed, body: payload };
      const content = { commitment: entry.commitment, identities: [identity], payload: whole };
      const item = await trader.item({ hash, content });
      const before = (await arrivals()).length;
      expect(outcomes(await trader.post([item]))).to.deep.equal(["early"]);
      expect(await arrivals()).to.have.length(before);
      const recorded = await client.post("/v1/entries/prepared", { prepared: body.prepared }, { prefer: "wait=30" });
      expect(recorded.body.hash).to.equal(hash);
      await gateways.followed();
      expect(outcomes(await trader.post([item]))).to.deep.equal(["stored"]);
    });
  });

  describe("Content that its sender did not commit to", () => {
    it("another payload or seed is a mismatch, and the parcel is kept as evidence", async () => {
      const entry = await consign();
      const payload = { view: "whole" as const, seed: hexOf(newPayloadSeed()), body: entry.body };
      const item = await trader.item({ hash: entry.hash, content: { ...entry.content, payload } });
      expect(await trader.post([item])).to.have.nested.property("[0].outcome", "mismatch");
      expect(await held(entry)).to.equal(false);
      const rows = (await arrivals()).filter((row) => row.entry === entry.hash);
      expect(rows.map((row) => row.item)).to.deep.equal([Buffer.from(item).toString()]);
      expect(await trader.send(entry)).to.deep.equal(["stored"]);
    });

    it("the identity of another shipment is a mismatch", async () => {
      const [entry, other] = [await consign(), await consign()];
      const content = { ...entry.content, identities: other.content.identities };
      expect(await trader.send({ hash: entry.hash, content })).to.deep.equal(["mismatch"]);
      expect(await held(entry)).to.equal(false);
    });

    it("another member's copy of a commitment neither replaces nor erases the author's payload", async () => {
      const entry = await consign();
      const shipment = hexOf(randomBytes(32));
      const { commitment } = entry.content;
      const hash = await recordDirectly(gateways, carrier, { shipment, kind: KINDS.Consign, commitment });
      // The carrier knows the payload, as a custodian does, and sends it as its own.
      const copy = { hash, content: { ...entry.content, identities: [] } };
      expect(await carrier.send(copy)).to.deep.equal(["stored"]);
      expect(await held(entry), "the author sent nothing yet").to.equal(false);
      expect(await trader.send(entry)).to.deep.equal(["stored"]);
      const erasure = { entry: hash, erasedAt: 1_767_225_600, ground: "It is mine." };
      const { items } = await postStatement(carrier, "/exchange/erasures", ERASURE_REQUEST, erasure);
      expect(items[0].statement.result).to.include({ state: "erased" });
      const customs = authority.client("customs");
      expect((await customs.get(`/v1/entries/${hash}`)).body.body).to.equal(null);
      expect((await customs.get(`/v1/entries/${entry.hash}`)).body.body).to.deep.equal(entry.body);
      const others = { entry: entry.hash, erasedAt: 1_767_225_600, ground: "It is mine." };
      const refused = await postStatement(carrier, "/exchange/erasures", ERASURE_REQUEST, others);
      expect(refused.items[0].code).to.equal("NotAuthorOfPayload");
    });
  });

  describe("Access that nobody gave", () => {
    it("what an agency records past its gateway gives it nothing: the sender owes it nothing, and its gateway takes nothing (F30)", async () => {
      const entry = await consign({ ...NAMING, "portolan:itinerary": ["BRSSZ"] });
      const { shipment } = entry;
      const foreign = { member: authority.members["foreign"] as GatewayMember, domain: trader.domain };
      for (const kind of [KINDS.Inspect, KINDS.Hold]) {
        await recordDirectly(gateways, foreign, { shipment, kind, commitment: `0x${"5a".repeat(32)}` });
      }
      const claimant = foreign.member.id;
      const witness = await consign();
      const customs = authority.members["customs"]?.id;
      const owed = async (to: number | undefined): Promise<{ readonly shipment: string }[]> =>
        (await trade.client("trader").get(`/v1/members/${to}/owed`)).body.items;
      await eventually("the lanes planned what follows the claims", async () =>
        (await owed(customs)).some((each) => each.shipment === witness.shipment),
      );
      expect((await owed(claimant)).filter((each) => each.shipment === shipment)).to.deep.equal([]);
      const toForeign = new HandSender(trade.members["trader"] as never, authority, "foreign");
      expect(await toForeign.send(entry)).to.deep.equal(["notExpected"]);
      expect((await authority.client("foreign").get(`/v1/shipments/${shipment}`)).body.code).to.equal(
        "ShipmentUnknown",
      );
      const trace = await trade.client("trader").get(`/v1/shipments/${shipment}/trace`);
      const claims = trace.body.missing.filter(({ code }: { readonly code: string }) => code === "interest-claimed");
      expect(claims.map(({ facts }: { readonly facts: object }) => facts)).to.deep.equal([{ agency: claimant }]);
    });
  });

  describe("Keys", () => {
    it("a parcel to a lost key names it, and the next key is found while the gateway runs", async () => {
      const entry = await consign();
      const lost = await createKeyPair(0x647a);
      const [receipt] = (await trader.post([await trader.item(entry, { key: lost.encryption })])) as Receipt[];
      expect(receipt).to.deep.include({ outcome: "undecryptable", key: lost.encryption.id });
      const before = await trader.item(entry);
      const next = await authority.publishKey("customs");
      await gateways.followed();
      expect((await trader.key()).id).to.equal(next);
      const other = await consign();
      expect(outcomes(await trader.post([await trader.item(other), before]))).to.deep.equal(["stored", "stored"]);
    });

    it("a parcel that is sealed under a weaker suite than the registered one is refused", async () => {
      const weak = await createKeyPair(0x0010);
      expect(await trader.post([await trader.item(await consign(), { key: weak.encryption })])).to.equal(
        "ParcelSuiteRefused",
      );
    });
  });

  describe("Floods and other forms", () => {
    const post = (body: Buffer<ArrayBuffer>, headers = {}) =>
      postBody(authority.url, "/exchange/parcels", body, headers);

    it("a body without its digest, of another type, too large, cut or empty is refused before it is read", async () => {
      const body = Buffer.from(`${"x".repeat(10)}\n`);
      const codeOf = async (answer: ReturnType<typeof post>) => (await answer).items[0].code;
      expect(await codeOf(post(body, { "content-digest": "sha-256=:AAAA:" }))).to.equal("ContentDigestMismatch");
      expect(await codeOf(post(body, { "content-type": "application/json" }))).to.equal("MediaTypeUnsupported");
      expect(await codeOf(post(Buffer.alloc(4 * 2 ** 20 + 1, 0x20)))).to.equal("BodyTooLarge");
      expect(await codeOf(post(Buffer.from("cut")))).to.equal("ExchangeItemInvalid");
      expect(await codeOf(post(Buffer.from("\n".repeat(101))))).to.equal("ExchangeTooLarge");
    });

    it("an item that is too large, too deep or no item is refused, and the others are stored", async () => {
      const entry = await consign();
      const items = [
        await trader.item(entry),
        Buffer.alloc(2 ** 20 + 1, 0x20),
        Buffer.from("[".repeat(100_000)),
        Buffer.from('{"statement":{"version":2}}'),
        Buffer.from('{"statement":{"version":1},"__proto__":1}'),
        Buffer.of(0xff),
      ];
      expect(outcomes(await trader.post(items))).to.deep.equal([
        "stored",
        ...["refused", "refused", "unsupported", "refused", "refused"],
      ]);
    });

    it("a later version alone is refused by name, so that its sender can wait for an upgrade", async () => {
      expect(await trader.post([Buffer.from('{"statement":{"version":2}}')])).to.equal("ExchangeVersionUnsupported");
    });

    it("connections that send slowly take only their share, and everything is answered once they end", async () => {
      const entry = await consign();
      const { hostname, port } = new URL(authority.url);
      const head =
        "POST /exchange/parcels HTTP/1.1\r\nHost: x\r\nContent-Type: application/jsonl\r\nContent-Length: 99\r\n";
      const slow = Array.from({ length: 8 }, () => connect(Number(port), hostname).setNoDelay());
      for (const socket of slow) socket.on("error", () => undefined).write(`${head}\r\n{`);
      await eventually("the slots are taken", async () => (await trader.send(entry))[0] === "ExchangeBusy");
      for (const socket of slow) socket.destroy();
      await eventually("the slots are free", async () => (await trader.send(entry))[0] === "stored");
    });

    it("an id that is no digest reaches neither disk nor database", async () => {
      const parcel = await trader.parcel(await consign());
      const statement = { ...parcel.statement, key: "../../participants/customs" };
      expect(await trader.post([encodeParcel({ ...parcel, statement } as never)])).to.equal("ExchangeItemInvalid");
    });
  });

  describe("The state of the gateway", () => {
    it("anyone learns the version, the limits and the members of a gateway", async () => {
      const answer = await (await fetch(`${authority.url}/exchange`)).json();
      expect(answer).to.deep.include({
        versions: [1],
        members: [authority.members["customs"]?.id, authority.members["foreign"]?.id],
      });
    });

    it("a gateway with a full disk takes nothing but erasures, and recovers by itself", async () => {
      const entry = await consign();
      await authority.stop();
      await authority.start({ EXCHANGE_RESERVE_MB: "1000000000" });
      await gateways.followed();
      expect(await trader.send(entry)).to.deep.equal(["full"]);
      await authority.stop();
      await authority.start();
      await gateways.followed();
      expect(await trader.send(entry)).to.deep.equal(["stored"]);
    });

    it("a suspended member's parcels are refused, with the block of its suspension", async () => {
      const entry = await consign();
      const item = await carrier.item(entry);
      await gateways.operator.governance.suspend(carrier.member.id);
      await gateways.followed();
      expect(await carrier.post([item])).to.equal("ExchangeSenderSuspended");
    });
  });
});
