import { expect } from "chai";
import { ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { DIGEST } from "../../../src/exchange/digest.ts";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { digestHoldings } from "../../../src/exchange/holdings.ts";
import { RECEIPTS } from "../../../src/exchange/receipts.ts";
import { WANT } from "../../../src/exchange/want.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { postItems } from "./exchange-post.ts";
import { forgetPayload } from "./forget-payload.ts";
import { newRequest, postStatement, signItem } from "./hand-requests.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("The requests between gateways", function () {
  this.timeout(120_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let trader: HandSender, carrier: HandSender;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader", "carrier"], authority: ["customs"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, authority } = gateways.of);
    trader = new HandSender(trade.members["trader"] as never, authority, "customs");
    carrier = new HandSender(trade.members["carrier"] as never, authority, "customs");
  });
  after(() => gateways.stop());

  /** An entry that customs hold, too. */
  const shared = async (payload: object = NAMING): Promise<RecordedEntry> => {
    const entry = await recordKnown(trade.client("trader"), {
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
      payload,
    });
    await gateways.followed();
    expect(await trader.send(entry)).to.deep.equal(["stored"]);
    return entry;
  };
  const want = (from: HandSender, subject: object, request = newRequest()) =>
    postStatement(from, "/exchange/wants", WANT, { ...request, subject } as never);
  const answersOf = async (from: HandSender, subject: object) => {
    const { status, items } = await want(from, subject);
    return status === 200 ? items[0].statement.items : items[0].code;
  };

  describe("A want", () => {
    it("an author that lost its payload gets it back from a holder, and the holder gets the receipt", async () => {
      const entry = await shared();
      await trade.stop();
      const db = await openDatabase({ folder: trade.folder });
      await forgetPayload(db, entry.content.commitment as never);
      await db.close();
      await trade.start();
      const read = async () => (await trade.client("trader").get(`/v1/entries/${entry.hash}`)).body.body;
      expect(await read()).to.equal(null);

      const { items, lines } = await want(trader, { entries: [entry.hash] });
      expect(items[0].statement.items).to.have.nested.property("[0].answer", "parcel");
      const received = await postItems(trade.url, "/exchange/parcels", lines.slice(1));
      expect(received.items[0].statement.receipts).to.have.nested.property("[0].outcome", "stored");
      expect(await read()).to.deep.equal(entry.body);
      const taken = await postItems(authority.url, "/exchange/receipts", received.lines);
      expect(taken).to.deep.include({ status: 200, items: [] });
    });

    it("the answer tells apart what is not entitled, erased and not held", async () => {
      const entry = await shared();
      const unknown = `0x${"ab".repeat(32)}`;
      expect(await answersOf(carrier, { entries: [entry.hash, unknown] })).to.deep.include.members([
        { entry: unknown, answer: "notHeld" },
      ]);
      const [refused] = (await answersOf(carrier, { entries: [entry.hash] })) as { answer: string; rule: string }[];
      expect(refused).to.deep.include({ answer: "notEntitled", rule: "none" });
    });

    it("a shipment is answered in pages, with the place of the next one", async () => {
      const entry = await shared();
      const { items } = await want(trader, { shipment: entry.shipment, after: null });
      expect(items[0].statement).to.deep.include({ next: null });
      expect(items[0].statement.items.map((item: { entry: string }) => item.entry)).to.deep.equal([entry.hash]);
      expect(items).to.have.length(2);
    });

    it("a range of blocks beyond the chain has no entries", async () => {
      const { items } = await want(trader, { blocks: { from: 2 ** 48 - 1, to: 2 ** 48 - 1 }, after: null });
      expect(items[0].statement).to.deep.include({ next: null, items: [] });
    });

    it("a repeated want is refused, and so is one that has expired or expires too late", async () => {
      const request = newRequest();
      const subject = { entries: [ZERO_BYTES32] };
      expect((await want(trader, subject, request)).status).to.equal(200);
      expect((await want(trader, subject, request)).items[0].code).to.equal("ExchangeReplayed");
      const late = newRequest(-5);
      const [expired] = (await want(trader, subject, late)).items;
      expect(expired.code).to.equal("ExchangeExpired");
      expect(expired.facts.expires, "both clocks are named (F27)").to.equal(late.expires);
      expect(expired.facts.now).to.be.within(late.expires + 5, late.expires + 60);
      expect((await want(trader, subject, newRequest(30 * 86_400))).items[0].code).to.equal("ExchangeExpiryTooLate");
    });

    it("members whose clocks differ by days exchange wants", async () => {
      expect((await want(trader, { entries: [ZERO_BYTES32] }, newRequest(3 * 86_400))).status).to.equal(200);
    });

    it("a want that another member signed is refused, and so is one for a member of another gateway", async () => {
      const entry = await shared();
      const subject = { subject: { entries: [entry.hash] } };
      const forged = await signItem(carrier, WANT, { ...newRequest(), ...subject, sender: trader.member.id } as never);
      const { items } = await postItems(authority.url, "/exchange/wants", [forged]);
      expect(items[0].code).to.equal("ExchangeSignatureInvalid");
      const misled = await signItem(trader, WANT, {
        ...newRequest(),
        ...subject,
        recipient: carrier.member.id,
      } as never);
      expect((await postItems(authority.url, "/exchange/wants", [misled])).items[0].code).to.equal(
        "ExchangeNotRecipient",
      );
    });
  });

  describe("A replay (F13)", () => {
    const unsigned = { entry: `0x${"ab".repeat(32)}`, erasedAt: 1_767_225_600, ground: "It is over." };
    const range = { from: 1, to: 2, count: 0, digest: ZERO_BYTES32 };
    const receipt = { parcel: ZERO_BYTES32, entry: null, outcome: "stored" };
    const messages = [
      ["wants", WANT, () => ({ ...newRequest(), subject: { entries: [ZERO_BYTES32] } })],
      ["digests", DIGEST, () => ({ ...newRequest(), reader: trader.member.id, ranges: [range] })],
      ["erasures", ERASURE_REQUEST, () => unsigned],
      ["receipts", RECEIPTS, () => ({ height: 1, time: 1, receipts: [receipt] })],
    ] as const;

    for (const [route, kind, content] of messages) {
      it(`of ${route} on another chain, and at the gateway of another member, is refused`, async () => {
        const { member, signer, domain, recipient } = trader;
        const sign = (differences: object) =>
          signItem({ member, signer, domain, recipient, ...differences } as never, kind as never, content() as never);
        const otherChain = await sign({ domain: { ...domain, chainId: domain.chainId + 1 } });
        const [onOtherChain, elsewhere] = await Promise.all([
          postItems(authority.url, `/exchange/${route}`, [otherChain]),
          postItems(trade.url, `/exchange/${route}`, [await sign({})]),
        ]);
        expect(onOtherChain.items[0].code).to.equal("ExchangeSignatureInvalid");
        expect(elsewhere.items[0].code).to.equal("ExchangeNotRecipient");
      });
    }

    it("of a digest is refused, and one of receipts or of a request to erase changes nothing", async () => {
      const request = { ...newRequest(), reader: trader.member.id, ranges: [range] };
      const digest = await signItem(trader, DIGEST, request as never);
      expect((await postItems(authority.url, "/exchange/digests", [digest])).status).to.equal(200);
      expect((await postItems(authority.url, "/exchange/digests", [digest])).items[0].code).to.equal(
        "ExchangeReplayed",
      );
      const entry = await shared();
      const erasure = await signItem(trader, ERASURE_REQUEST, { ...unsigned, entry: entry.hash } as never);
      const [first, second] = [
        await postItems(authority.url, "/exchange/erasures", [erasure]),
        await postItems(authority.url, "/exchange/erasures", [erasure]),
      ];
      expect(first.items[0].statement.result).to.include({ state: "erased" });
      expect(second.items[0].statement.result).to.deep.equal(first.items[0].statement.result);
      const other = await shared();
      const answer = await want(trader, { entries: [other.hash] });
      const taken = await postItems(trade.url, "/exchange/parcels", answer.lines.slice(1));
      for (let time = 0; time < 2; time++)
        expect((await postItems(authority.url, "/exchange/receipts", taken.lines)).status).to.equal(200);
      // The receipt of an earlier parcel does not settle a later one.
      const { items } = await want(trader, { entries: [other.hash] });
      expect(items[0].statement.items[0].answer).to.equal("parcel");
      expect((await postItems(authority.url, "/exchange/receipts", taken.lines)).status).to.equal(200);
      const db = await openDatabase({ folder: authority.folder });
      const receipts = await db.reader.selectFrom("exchange_receipts").selectAll().execute();
      await db.close();
      const [taking] = taken.lines.map((line) => Buffer.from(line).toString());
      expect(receipts.filter(({ item }) => item === taking)).to.have.length(1);
    });
  });

  it("a sender beyond its quota is asked to wait, and other senders are not", async () => {
    const item = await signItem(carrier, WANT, { ...newRequest(), subject: { entries: [ZERO_BYTES32] } } as never);
    let last = await postItems(authority.url, "/exchange/wants", [item]);
    for (let count = 0; count < 2_000 && last.status !== 429; count += 5) {
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => postItems(authority.url, "/exchange/wants", [item])));
      last = answers.find(({ status }) => status === 429) ?? last;
    }
    expect(last.items[0]).to.include({ status: 429, code: "TooManyRequests" });
    expect(Number(last.headers.get("retry-after"))).to.be.within(1, 60);
    expect((await want(trader, { entries: [ZERO_BYTES32] })).status).to.equal(200);
  });

  describe("A digest", () => {
    it("the answer counts what the gateway holds of the entries that both may read, and no others", async () => {
      const entry = await shared();
      const { body } = await trade.client("trader").get(`/v1/entries/${entry.hash}`);
      const range = { from: body.block as number, to: body.block as number };
      const ask = async (from: HandSender, reader: number) => {
        const ranges = [{ ...range, count: 0, digest: ZERO_BYTES32 }];
        const { items } = await postStatement(from, "/exchange/digests", DIGEST, {
          ...newRequest(),
          reader,
          ranges,
        } as never);
        return items[0].statement.ranges;
      };
      const held = [digestHoldings(range, [{ entry: entry.hash, state: "all" }])];
      expect(await ask(trader, trader.member.id)).to.deep.equal(held);
      expect(await ask(trader, trader.recipient)).to.deep.equal(held);
      expect(await ask(carrier, carrier.member.id)).to.deep.equal([digestHoldings(range, [])]);
    });
  });
});
