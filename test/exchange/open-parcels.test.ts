import { expect } from "chai";
import fc from "fast-check";
import { MAX_ITEM_BYTES, type ParcelContent } from "../../src/api/exchange.ts";
import { type Bytes32, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { bytesOf, hexOf } from "../../src/domain/encoding/hex.ts";
import { newShipmentBlind, shipmentId } from "../../src/domain/identifiers/shipment-id.ts";
import { disclose } from "../../src/domain/payload/disclosure.ts";
import { encodeParcel, PARCEL, type Parcel } from "../../src/exchange/parcel.ts";
import { sealParcelContent } from "../../src/exchange/parcel-content.ts";
import { sealContent } from "../../src/exchange/seal-content.ts";
import { sealSessionKey } from "../../src/exchange/session-key.ts";
import { signStatement, statementDigest } from "../../src/exchange/statement.ts";
import {
  CONTAINER,
  createEntry,
  createExchange,
  DOMAIN,
  openItem as openOne,
  parcelOf,
  randomBytes32,
  type TestExchange,
} from "./test-exchange.ts";
import { createKeyPair, createMember } from "./test-member.ts";
import { makeParcel } from "./make-parcel.ts";

describe("The opening of a parcel", () => {
  let exchange: TestExchange;
  before(async () => (exchange = await createExchange()));

  /** The outcome of a parcel, with differences in what the recipient knows. */
  const open = (parcel: Parcel, differences: Partial<TestExchange["judge"]> = {}) =>
    openOne(encodeParcel(parcel), { ...exchange.judge, ...differences });
  const openItem = (item: object | string, judge = exchange.judge) =>
    openOne(Buffer.from(typeof item === "string" ? item : JSON.stringify(item)), judge);
  const codeOf = async (parcel: Parcel, differences: Partial<TestExchange["judge"]> = {}) => {
    const opened = await open(parcel, differences);
    return opened.outcome === "refused" ? opened.failure.code : opened.outcome;
  };
  /** The content of the recorded entry, with differences. */
  const content = (differences: Partial<ParcelContent>) => ({ ...exchange.recorded.content, ...differences });
  /** A ledger that differs from the followed one. */
  const ledger = (differences: Partial<TestExchange["ledger"]>) => ({
    ledger: { ...exchange.ledger, ...differences },
  });

  describe("A storable parcel", () => {
    it("a parcel opens to the entry, the payload with its seed, the identity and the claim", async () => {
      const parcel = await parcelOf(exchange);
      const opened = await open(parcel);
      const { entry, hash, content } = exchange.recorded;
      const [identity] = content.identities;
      expect(opened).to.deep.equal({
        id: statementDigest(PARCEL, parcel.statement, DOMAIN),
        outcome: "storable",
        header: parcel.statement,
        opened: {
          hash,
          entry,
          claim: { rule: "consignee", height: 90 },
          identities: [{ shipment: entry.shipment, ...identity }],
          payload: content.payload,
        },
      });
    });

    it("a parcel of single fields opens to these fields, verified against the commitment", async () => {
      const { entry, content: whole } = exchange.recorded;
      if (whole.payload.view !== "whole") throw new Error("The fixture has a whole payload.");
      const disclosure = disclose(whole.payload.body as JsonObject, bytesOf(whole.payload.seed), ["/bizStep"]);
      const fields = {
        commitment: entry.commitment,
        identities: [],
        payload: { view: "fields", ...disclosure },
      } as const;
      const opened = await open(await parcelOf(exchange, { content: fields }));
      expect(opened).to.have.nested.property("opened.payload.body").that.deep.equals({ bizStep: "departing" });
      expect(opened).to.have.nested.property("opened.identities").that.deep.equals([]);
    });

    it("content is sealed once for several recipients, and each opens it", async () => {
      const third = await createMember(3, 0x0010);
      const { sender, recipient, recorded } = exchange;
      const sealed = sealParcelContent(recorded.content, recorded.hash, DOMAIN);
      const order = {
        claim: { rule: "customs", height: 1 },
        height: 1,
        sequence: 1,
        previous: ZERO_BYTES32,
      };
      const [second, other] = await Promise.all(
        [recipient, third].map(async ({ participant, encryption }) => {
          const session = await sealSessionKey({ sender: 1, recipient: participant.id }, encryption, DOMAIN);
          return makeParcel(sealed, { ...order, session }, sender.signer, DOMAIN);
        }),
      );
      expect(second?.content).to.equal(other?.content);
      expect(await codeOf(second as Parcel)).to.equal("storable");
      const ofThird = { member: 3, decryptionKey: async () => third.decryption, requiredSuite: () => 0x0010 as const };
      expect(await codeOf(other as Parcel, ofThird)).to.equal("storable");
    });

    it("a repeated parcel has the same id and outcome", async () => {
      const parcel = await parcelOf(exchange);
      expect(await open(parcel)).to.deep.equal(await open(parcel));
    });

    it("a parcel keeps its id when a later key of its sender signs it again", async () => {
      const parcel = await parcelOf(exchange);
      const later = await createMember(1);
      const signed = await signStatement(PARCEL, parcel.statement, later.signer, DOMAIN);
      const participant = (id: number) => (id === 1 ? later.participant : undefined);
      const opened = await open({ ...parcel, ...signed }, ledger({ participant }));
      expect(opened).to.deep.include({ outcome: "storable", id: (await open(parcel)).id });
    });

    it("a parcel about a Load may give the identity of the unit", async () => {
      const unit = newShipmentBlind();
      const load = { ...exchange.recorded.entry, refersTo: shipmentId(unit, CONTAINER) };
      const identities = [...exchange.recorded.content.identities, { identifier: CONTAINER, blind: hexOf(unit) }];
      const parcel = await parcelOf(exchange, { content: content({ identities }) });
      const opened = await open(parcel, { entries: async () => new Map([[exchange.recorded.hash, load]]) });
      expect(opened).to.have.nested.property("opened.identities[1].shipment", load.refersTo);
    });
  });

  describe("A parcel without a proven sender", () => {
    /** Fails when a private key is asked for. */
    const noKey = {
      decryptionKey: () => {
        throw new Error("The parcel was decrypted before it was authenticated.");
      },
    };

    it("a parcel that another member signed is refused before it is decrypted", async () => {
      const parcel = await parcelOf(exchange);
      const forged = await signStatement(PARCEL, parcel.statement, exchange.recipient.signer, DOMAIN);
      expect(await codeOf({ ...parcel, ...forged }, noKey)).to.equal("ExchangeSignatureInvalid");
    });

    it("an unsigned parcel is refused", async () => {
      expect(await codeOf({ ...(await parcelOf(exchange)), signature: "0x" }, noKey)).to.equal(
        "ExchangeSignatureInvalid",
      );
    });

    it("a parcel is refused whose signing key has ended at the followed block, or has not begun", async () => {
      const parcel = await parcelOf(exchange);
      const { participant } = exchange.sender;
      const { time } = exchange.ledger;
      const valid = async (validFrom: number, validUntil: number) => {
        const keys = participant.keys.map((key) => ({ ...key, validFrom, validUntil }));
        return codeOf(parcel, ledger({ participant: () => ({ ...participant, keys }) }));
      };
      expect(await valid(0, time)).to.equal("ExchangeSignatureInvalid");
      expect(await valid(time + 1, time + 2)).to.equal("ExchangeSignatureInvalid");
      expect(await valid(time, time + 1)).to.equal("storable");
    });

    it("a parcel of a suspended member is refused, and of an unknown one", async () => {
      const parcel = await parcelOf(exchange);
      const suspended = { ...exchange.sender.participant, suspended: true };
      expect(await codeOf(parcel, { ...noKey, ...ledger({ participant: () => suspended }) })).to.equal(
        "ExchangeSenderSuspended",
      );
      expect(await codeOf(parcel, { ...noKey, ...ledger({ participant: () => undefined }) })).to.equal(
        "ExchangeSenderUnknown",
      );
    });

    it("a parcel is early when its sender has followed further, and its key is not known yet", async () => {
      const parcel = await parcelOf(exchange, { height: 101 });
      const opened = await open(parcel, { ...noKey, ...ledger({ participant: () => undefined }) });
      expect(opened).to.deep.include({ outcome: "early", entry: undefined, height: 100 });
    });

    it("a parcel for another member is refused by the one that it reaches", async () => {
      const parcel = await parcelOf(exchange, { recipient: 3 });
      const opened = await open(parcel, noKey);
      expect(opened)
        .to.have.property("failure")
        .that.deep.equals({ code: "ExchangeNotRecipient", facts: { recipient: 3, member: 2 } });
    });

    it("a parcel for another chain or ledger is refused", async () => {
      const parcel = await parcelOf(exchange);
      for (const domain of [
        { ...DOMAIN, chainId: 1 },
        { ...DOMAIN, ledger: `0x${"60".repeat(20)}` as const },
      ])
        expect(await codeOf(parcel, { ...noKey, ...ledger({ domain }) })).to.equal("ExchangeSignatureInvalid");
    });

    it("a parcel with the body of another parcel, or with another size, is refused", async () => {
      const parcel = await parcelOf(exchange);
      const { access, content } = await parcelOf(exchange);
      expect(await codeOf({ ...parcel, access }, noKey)).to.equal("ParcelBodyAltered");
      expect(await codeOf({ ...parcel, content }, noKey)).to.equal("ParcelBodyAltered");
      const stated = { ...parcel.statement, size: parcel.statement.size + 1 };
      const signed = await signStatement(PARCEL, stated, exchange.sender.signer, DOMAIN);
      expect(await codeOf({ ...parcel, ...signed }, noKey)).to.equal("ParcelBodyAltered");
    });

    it("a parcel sealed under a weaker suite than the registered one is refused", async () => {
      const { encryption, decryption } = await createKeyPair(0x0010);
      const parcel = await parcelOf(exchange, { key: encryption });
      const weaker = { decryptionKey: async () => decryption };
      expect(await codeOf(parcel, weaker)).to.equal("ParcelSuiteRefused");
      expect(await codeOf(parcel, { ...weaker, requiredSuite: () => 0x0010 })).to.equal("storable");
    });

    it("a parcel whose header states a stronger suite than that of its key is not opened", async () => {
      const { encryption, decryption } = await createKeyPair(0x0010);
      const parcel = await parcelOf(exchange, { key: encryption });
      const stated = { ...parcel.statement, suite: 0x647a };
      const signed = await signStatement(PARCEL, stated, exchange.sender.signer, DOMAIN);
      expect(await codeOf({ ...parcel, ...signed }, { decryptionKey: async () => decryption })).to.equal(
        "undecryptable",
      );
    });

    it("the required suite is that of the block at which the sender chose the key", async () => {
      const heights: number[] = [];
      const requiredSuite = (height: number) => void heights.push(height);
      await open(await parcelOf(exchange, { height: 95 }), { requiredSuite });
      await open(await parcelOf(exchange, { height: 2 ** 48 - 1 }), { requiredSuite });
      expect(heights).to.deep.equal([95, 100]);
    });
  });

  describe("A parcel that does not open", () => {
    it("a parcel sealed to a lost, rotated or foreign key is undecryptable, and names the key", async () => {
      const { encryption, decryption } = await createKeyPair(0x647a);
      const undecryptable = { outcome: "undecryptable", key: encryption.id };
      const parcel = await parcelOf(exchange, { key: encryption });
      expect(await open(parcel)).to.deep.include(undecryptable);
      const sameId = { decryptionKey: async () => ({ ...exchange.recipient.decryption, id: encryption.id }) };
      expect(await open(parcel, sameId)).to.deep.include(undecryptable);
      expect(await codeOf(parcel, { decryptionKey: async () => decryption })).to.equal("storable");
    });

    it("content that is sealed for another entry than its access names is undecryptable", async () => {
      const { sender, recipient, recorded } = exchange;
      const sealed = sealParcelContent(recorded.content, randomBytes32(), DOMAIN);
      const order = {
        claim: { rule: "consignee", height: 1 },
        session: await sealSessionKey({ sender: 1, recipient: 2 }, recipient.encryption, DOMAIN),
        height: 1,
        sequence: 1,
        previous: ZERO_BYTES32,
      };
      const parcel = await makeParcel({ ...sealed, entry: recorded.hash }, order, sender.signer, DOMAIN);
      expect(await codeOf(parcel)).to.equal("undecryptable");
    });

    it("a member cannot pass off a parcel of another member as its own", async () => {
      const third = await createMember(3);
      const parcel = await parcelOf(exchange);
      const signed = await signStatement(PARCEL, { ...parcel.statement, sender: 3 }, third.signer, DOMAIN);
      const participant = () => third.participant;
      expect(await codeOf({ ...parcel, ...signed }, ledger({ participant }))).to.equal("undecryptable");
    });
  });

  describe("A parcel whose content its sender must answer for", () => {
    const mismatch = async (differences: Partial<ParcelContent>) => {
      const opened = await open(await parcelOf(exchange, { content: content(differences) }));
      return opened.outcome === "mismatch" ? opened.problem : opened.outcome;
    };

    it("a payload, seed or commitment other than the entry's is a mismatch", async () => {
      const other = createEntry({ bizStep: "departing", seals: ["S-2"] }).content;
      const { payload } = exchange.recorded.content;
      expect(await mismatch({ payload: other.payload })).to.equal("commitment");
      expect(await mismatch({ payload: other.payload, commitment: other.commitment })).to.equal("commitment");
      expect(await mismatch({ payload: { ...payload, seed: randomBytes32() } as typeof payload })).to.equal(
        "commitment",
      );
    });

    it("a payload with a member that no payload can have is a mismatch", async () => {
      const payload = { view: "whole", seed: randomBytes32(), body: { _sd: [] } } as const;
      expect(await mismatch({ payload })).to.equal("commitment");
    });

    it("fields of another payload are a mismatch, also when their disclosure is invalid", async () => {
      const disclosure = disclose({ bizStep: "arriving" }, bytesOf(randomBytes32()), [""]);
      expect(await mismatch({ payload: { view: "fields", ...disclosure } })).to.equal("commitment");
      expect(await mismatch({ payload: { view: "fields", ...disclosure, disclosures: ["x"] } })).to.equal("commitment");
    });

    it("an identity with another blind, of another shipment, or not canonical is a mismatch", async () => {
      const [identity] = exchange.recorded.content.identities;
      const blind = identity?.blind ?? ZERO_BYTES32;
      const identities = [
        { identifier: CONTAINER, blind: randomBytes32() },
        { identifier: "urn:epc:id:bic:CSQU3054384", blind },
        { identifier: "CSQU3054383", blind },
        { identifier: "not an identifier", blind },
      ];
      for (const wrong of identities) expect(await mismatch({ identities: [wrong] })).to.equal("identity");
    });

    it("an identifier is canonical even where its author made the id from another form", async () => {
      const { entry, hash, content: recorded } = exchange.recorded;
      const blind = recorded.identities[0]?.blind ?? ZERO_BYTES32;
      const identity = { identifier: "CSQU3054383", blind };
      const made = { ...entry, shipment: shipmentId(bytesOf(blind), identity.identifier) };
      const parcel = await parcelOf(exchange, { content: content({ identities: [identity] }) });
      const opened = await open(parcel, { entries: async () => new Map([[hash, made]]) });
      expect(opened).to.deep.include({ outcome: "mismatch", problem: "identity", entry: hash });
    });

    it("content of another form is a mismatch that names the entry", async () => {
      const { sender, recipient, recorded } = exchange;
      const order = {
        claim: { rule: "consignee", height: 1 },
        session: await sealSessionKey({ sender: 1, recipient: 2 }, recipient.encryption, DOMAIN),
        height: 1,
        sequence: 1,
        previous: ZERO_BYTES32,
      };
      const texts = [
        Buffer.from("unpadded"),
        padded("not JSON"),
        padded(JSON.stringify({ ...recorded.content, more: 1 })),
        padded(`${"[".repeat(100)}${"]".repeat(100)}`),
      ];
      for (const text of texts) {
        const parcel = await makeParcel(sealContent(text, recorded.hash, DOMAIN), order, sender.signer, DOMAIN);
        expect(await open(parcel)).to.deep.include({ outcome: "mismatch", problem: "content", entry: recorded.hash });
      }
    });
  });

  describe("A parcel that waits", () => {
    it("a parcel is early until its entry is followed, and storable afterwards", async () => {
      const parcel = await parcelOf(exchange);
      const opened = await open(parcel, { ...ledger({ height: 80 }), entries: async () => new Map() });
      expect(opened).to.deep.include({ outcome: "early", entry: exchange.recorded.hash, height: 80 });
      expect(await open(parcel)).to.deep.include({ outcome: "storable", id: opened.id });
    });

    it("a parcel of a later version is unsupported, whatever else it contains", async () => {
      expect(await openItem({ statement: { version: 2, route: "x" }, sealed: true })).to.deep.include({
        outcome: "unsupported",
        version: 2,
      });
    });
  });

  describe("An item that is no parcel", () => {
    const items: [what: string, item: string, code: string][] = [
      ["no JSON", "parcel", "JsonMalformed"],
      ["a JSON value without a statement", "[]", "ExchangeItemInvalid"],
      ["an empty statement", '{"statement":{},"signature":"0x"}', "ExchangeItemInvalid"],
      ["more than 3.9 MiB", " ".repeat(MAX_ITEM_BYTES + 1), "ExchangeItemTooLarge"],
      ["deeply nested", `${"[".repeat(9)}${"]".repeat(9)}`, "JsonTooDeep"],
      ["of too many values", `[${"1,".repeat(20_000)}1]`, "JsonTooManyValues"],
      ["repeating a member", '{"statement":{},"statement":{}}', "JsonDuplicateMember"],
    ];
    for (const [what, item, code] of items)
      it(`an item that is ${what} is refused with ${code}`, async () => {
        expect(await openItem(item)).to.have.nested.property("failure.code", code);
      });

    it("an item that is not UTF-8 is refused", async () => {
      expect(await openOne(Buffer.of(0xff), exchange.judge)).to.have.nested.property("failure.code", "TextNotUtf8");
    });

    it("a parcel with an unknown member, or an id of another length or alphabet, is refused", async () => {
      const item = JSON.parse(Buffer.from(encodeParcel(await parcelOf(exchange))).toString()) as Item;
      const { statement } = item;
      for (const changed of [
        { ...item, more: 1 },
        { ...item, statement: { ...statement, more: 1 } },
        { ...item, statement: { ...statement, previous: "../../etc/passwd" } },
        { ...item, statement: { ...statement, previous: `${statement.previous}00` } },
        { ...item, statement: { ...statement, size: 2 ** 32 } },
        { ...item, statement: { ...statement, height: 1e300 } },
        { ...item, content: `${item.content}=` },
      ])
        expect(await openItem(changed)).to.have.nested.property("failure.code", "ExchangeItemInvalid");
    });
  });

  it("a parcel with any changed byte is never stored, and has a typed outcome", async () => {
    const item = encodeParcel(await parcelOf(exchange));
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(item.length - 1), fc.integer({ min: 1, max: 255 }), async (index, difference) => {
        const changed = Uint8Array.from(item, (byte, at) => (at === index ? byte ^ difference : byte));
        const { outcome } = await openOne(changed, exchange.judge);
        outcomes.add(outcome);
        expect(outcome).to.be.oneOf(["refused", "unsupported", "early"]);
      }),
      { numRuns: 2_000 },
    );
    expect([...outcomes]).to.include("refused");
  });

  it("a header with any changed member is never stored", async () => {
    const parcel = await parcelOf(exchange);
    for (const [member, value] of Object.entries(parcel.statement)) {
      const changed = typeof value === "number" ? value + 1 : randomBytes32();
      const { outcome } = await open({ ...parcel, statement: { ...parcel.statement, [member]: changed } });
      expect(outcome, member).to.be.oneOf(["refused", "unsupported"]);
    }
  });
});

interface Item {
  readonly statement: { readonly previous: Bytes32 };
  readonly content: string;
}

/** A text in 1 KiB, as padding writes it. */
function padded(text: string): Uint8Array {
  const bytes = Buffer.alloc(1_024);
  bytes.writeUInt32BE(text.length, 0);
  bytes.write(text, 4);
  return bytes;
}
