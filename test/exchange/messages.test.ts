import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { MAX_ITEMS } from "../../src/api/exchange.ts";
import { DIGEST, DIGEST_ANSWER, requireDigestAnswer } from "../../src/exchange/digest.ts";
import { ERASURE_ANSWER, ERASURE_REQUEST, requireAuthor, requireErasureAnswer } from "../../src/exchange/erasure.ts";
import { MAX_LIFE_S } from "../../src/exchange/expiry.ts";
import { admitMessage, type MessageKind, type Receiver } from "../../src/exchange/message.ts";
import { PARCEL } from "../../src/exchange/parcel.ts";
import { PARCEL_BATCH } from "../../src/exchange/sign-parcels.ts";
import { writeItem } from "../../src/exchange/read-item.ts";
import { RECEIPTS } from "../../src/exchange/receipts.ts";
import {
  signStatement,
  type Statement,
  statementDigest,
  statementTypedData,
  type StatementType,
} from "../../src/exchange/statement.ts";
import { requireWantAnswer, WANT, WANT_ANSWER } from "../../src/exchange/want.ts";
import { expectRefusal } from "../support/expect-refusal.ts";
import { createExchange, DOMAIN, parcelOf, randomBytes32, type TestExchange } from "./test-exchange.ts";

const NOW = 1_767_225_600;
const PARTIES = { version: 1, sender: 1, recipient: 2 };
const [ENTRY, OTHER, REQUEST] = [randomBytes32(), randomBytes32(), randomBytes32()];
const LIFE = { nonce: randomBytes32(), expires: NOW + 60 };
const RANGE = { from: 0, to: 99, count: 1, digest: randomBytes32() };

const want = { ...PARTIES, ...LIFE, subject: { entries: [ENTRY] } };
const wantAnswer = {
  ...PARTIES,
  request: REQUEST,
  height: 100,
  items: [
    { entry: ENTRY, answer: "parcel", parcel: randomBytes32() },
    { entry: OTHER, answer: "notEntitled", rule: "former-custodian", height: 90 },
  ],
  next: null,
} as const;
const digest = { ...PARTIES, ...LIFE, reader: 2, ranges: [RANGE] };
const digestAnswer = { ...PARTIES, request: REQUEST, height: 100, reader: 2, ranges: [RANGE] };
const erasure = { ...PARTIES, entry: ENTRY, erasedAt: NOW, ground: "The consignee asked for it." };
const erasureAnswer = {
  ...PARTIES,
  request: REQUEST,
  height: 100,
  entry: ENTRY,
  result: { state: "kept", ground: "Evidence in a case", until: NOW + 86_400 },
} as const;
const receipts = {
  ...PARTIES,
  height: 100,
  time: NOW,
  receipts: [{ parcel: REQUEST, entry: ENTRY, outcome: "stored" as const }],
};

describe("A message between members", () => {
  let exchange: TestExchange;
  let receiver: Receiver;
  /** The EIP-712 names of the kinds. */
  const names = new Set<string>();
  before(async () => {
    exchange = await createExchange();
    receiver = { member: 2, ledger: exchange.ledger, now: NOW };
  });

  /** The item of a statement, signed by the sender. */
  const itemOf = async <Content extends Statement>(kind: MessageKind<Content>, statement: Content) =>
    writeItem(await signStatement(kind.type, statement, exchange.sender.signer, DOMAIN));
  const admit = async <Content extends Statement>(
    kind: MessageKind<Content>,
    statement: Content,
    differences: Partial<Receiver> = {},
  ) => admitMessage(kind, await itemOf(kind, statement), { ...receiver, ...differences });
  const codeOf = async <Content extends Statement>(
    kind: MessageKind<Content>,
    statement: Content,
    differences: Partial<Receiver> = {},
  ) => {
    const admission = await admit(kind, statement, differences);
    return admission.outcome === "refused" ? admission.failure.code : admission.outcome;
  };

  /** Describes the rules of every kind. @param name names the message in the titles. */
  const describeRules = <Content extends Statement>(name: string, kind: MessageKind<Content>, statement: Content) => {
    names.add(kind.type.name);

    it(`${name} from a member is admitted, with its digest as id`, async () => {
      expect(await admit(kind, statement)).to.deep.equal({
        outcome: "admitted",
        id: statementDigest(kind.type, statement, DOMAIN),
        statement,
      });
    });

    it(`the digest of ${name} is that of its typed data in ethers`, () => {
      const { types, domain, message } = statementTypedData(kind.type, statement, DOMAIN);
      const fields = { [kind.type.name]: [...(types[kind.type.name] ?? [])] };
      expect(statementDigest(kind.type, statement, DOMAIN)).to.equal(TypedDataEncoder.hash(domain, fields, message));
    });

    it(`${name} for another member, chain or ledger is refused`, async () => {
      const ledger = (domain: Partial<typeof DOMAIN>) => ({
        ledger: { ...exchange.ledger, domain: { ...DOMAIN, ...domain } },
      });
      expect(await codeOf(kind, statement, { member: 3 })).to.equal("ExchangeNotRecipient");
      expect(await codeOf(kind, statement, ledger({ chainId: 1 }))).to.equal("ExchangeSignatureInvalid");
      expect(await codeOf(kind, statement, ledger({ ledger: `0x${"60".repeat(20)}` }))).to.equal(
        "ExchangeSignatureInvalid",
      );
    });

    it(`${name} that another member signed is refused`, async () => {
      const forged = await signStatement(kind.type, statement, exchange.recipient.signer, DOMAIN);
      expect(admitMessage(kind, writeItem(forged), receiver)).to.have.nested.property(
        "failure.code",
        "ExchangeSignatureInvalid",
      );
    });

    it(`${name} of a later version is unsupported`, async () => {
      const later = { statement: { ...statement, version: 2 }, more: true };
      expect(admitMessage(kind, writeItem(later), receiver)).to.deep.equal({ outcome: "unsupported", version: 2 });
    });

    it(`${name} with any changed byte is not admitted`, async () => {
      const item = await itemOf(kind, statement);
      fc.assert(
        fc.property(fc.nat(item.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
          const changed = Uint8Array.from(item, (byte, index) => (index === at ? byte ^ difference : byte));
          expect(admitMessage(kind, changed, receiver).outcome).to.be.oneOf(["refused", "unsupported"]);
        }),
        { numRuns: 300 },
      );
    });

    it(`${name} with an unknown member is refused`, async () => {
      const more = { statement: { ...statement, more: 1 }, signature: "0x" };
      expect(admitMessage(kind, writeItem(more), receiver)).to.have.nested.property(
        "failure.code",
        "ExchangeItemInvalid",
      );
    });
  };
  describeRules("a want of entries", WANT, want);
  describeRules("a want of a shipment", WANT, { ...want, subject: { shipment: ENTRY, after: null } });
  describeRules("a want of blocks", WANT, { ...want, subject: { blocks: { from: 0, to: 9 }, after: 7 } });
  describeRules("an answer to a want", WANT_ANSWER, wantAnswer);
  describeRules("a digest", DIGEST, digest);
  describeRules("an answer to a digest", DIGEST_ANSWER, digestAnswer);
  describeRules("a request of an erasure", ERASURE_REQUEST, erasure);
  describeRules("an answer to an erasure", ERASURE_ANSWER, erasureAnswer);
  describeRules("a batch of receipts", RECEIPTS, receipts);

  it("no signed message passes for a message of another kind", async () => {
    expect(names.add(PARCEL.name).add(PARCEL_BATCH.name).size).to.equal(9);
    const asAnswer = await signStatement(DIGEST.type, digest, exchange.sender.signer, DOMAIN);
    expect(admitMessage(DIGEST_ANSWER, writeItem(asAnswer), receiver).outcome).to.equal("refused");
  });

  it("the typed data of a parcel's header give its digest in ethers", async () => {
    const { statement } = await parcelOf(exchange);
    const { types, domain, message } = statementTypedData(PARCEL, statement, DOMAIN);
    expect(statementDigest(PARCEL, statement, DOMAIN)).to.equal(
      TypedDataEncoder.hash(domain, { Parcel: [...(types["Parcel"] ?? [])] }, message),
    );
  });

  it("a value that is not of its field's type is a mistake of the gateway, not a digest", () => {
    const wrong: StatementType<Statement> = { ...PARCEL, valuesOf: () => ({ version: "1" }) };
    expect(() => statementDigest(wrong, PARTIES, DOMAIN)).to.throw(TypeError);
  });

  describe("The life of a request", () => {
    it("a request is refused from its expiry on, and the refusal names both clocks", async () => {
      expect(await admit(WANT, want, { now: want.expires - 1 })).to.have.property("outcome", "admitted");
      expect(await admit(WANT, want, { now: want.expires }))
        .to.have.property("failure")
        .that.deep.equals({ code: "ExchangeExpired", facts: { expires: want.expires, now: want.expires } });
      expect(await admit(DIGEST, digest, { now: want.expires })).to.have.nested.property(
        "failure.code",
        "ExchangeExpired",
      );
    });

    it("a request may live a week, so that clocks that differ by days do not stop it", async () => {
      const expires = NOW + 3 * 86_400;
      for (const now of [NOW - 2 * 86_400, NOW + 2 * 86_400])
        expect(await admit(WANT, { ...want, expires }, { now })).to.have.property("outcome", "admitted");
      expect(await admit(WANT, { ...want, expires: NOW + MAX_LIFE_S + 1 }))
        .to.have.property("failure")
        .that.deep.include({ code: "ExchangeExpiryTooLate" });
    });

    it("clocks decide nothing of a message that does not expire", async () => {
      for (const now of [0, 2 ** 40])
        expect(await admit(ERASURE_REQUEST, erasure, { now })).to.have.property("outcome", "admitted");
    });
  });

  describe("Limits of a message", () => {
    it("a want of more than 100 entries, or of one entry twice, is refused", async () => {
      const entries = Array.from({ length: MAX_ITEMS + 1 }, randomBytes32);
      expect(await admit(WANT, { ...want, subject: { entries: entries.slice(1) } })).to.have.property(
        "outcome",
        "admitted",
      );
      for (const wrong of [entries, [ENTRY, ENTRY], []])
        expect(await admit(WANT, { ...want, subject: { entries: wrong } })).to.have.nested.property(
          "failure.code",
          "ExchangeItemInvalid",
        );
    });

    it("a range of blocks that ends before it begins is refused", async () => {
      const blocks = { from: 2, to: 1 };
      expect(await admit(WANT, { ...want, subject: { blocks, after: null } })).to.have.property("outcome", "refused");
      expect(await admit(DIGEST, { ...digest, ranges: [{ ...RANGE, ...blocks }] })).to.have.property(
        "outcome",
        "refused",
      );
    });

    it("a digest about a reader that is neither sender nor recipient is refused", async () => {
      expect(await admit(DIGEST, { ...digest, reader: 3 })).to.have.property("outcome", "refused");
      expect(await admit(DIGEST, { ...digest, reader: 1 })).to.have.property("outcome", "admitted");
    });

    it("a ground of several lines, or none, is refused", async () => {
      for (const ground of ["", "a\nb", "x".repeat(501)])
        expect(await admit(ERASURE_REQUEST, { ...erasure, ground })).to.have.property("outcome", "refused");
    });
  });

  describe("An answer", () => {
    const swapped = { sender: 2, recipient: 1 };

    it("an answer is accepted only for its request, from the member that was asked", () => {
      const answer = { ...wantAnswer, ...swapped, items: wantAnswer.items.slice(0, 1) };
      requireWantAnswer(want, REQUEST, answer);
      expectRefusal(() => requireWantAnswer(want, OTHER, answer), "ExchangeAnswerUnrelated", { sender: 2 });
      expectRefusal(() => requireWantAnswer(want, REQUEST, { ...answer, sender: 3 }), "ExchangeAnswerUnrelated");
    });

    it("an answer to a want has one item for an entry, and only wanted entries", () => {
      const answer = { ...wantAnswer, ...swapped };
      const [item] = wantAnswer.items;
      expectRefusal(() => requireWantAnswer(want, REQUEST, answer), "ExchangeAnswerUnrelated");
      expectRefusal(
        () => requireWantAnswer(want, REQUEST, { ...answer, items: [item, item] }),
        "ExchangeAnswerUnrelated",
      );
      requireWantAnswer({ ...want, subject: { shipment: ENTRY, after: null } }, REQUEST, answer);
    });

    it("an answer to a digest is about its reader and its ranges, in their order", () => {
      const two = { ...digest, ranges: [RANGE, { ...RANGE, from: 100, to: 199 }] };
      const answer = { ...digestAnswer, ...swapped, ranges: two.ranges.map((range) => ({ ...range, count: 7 })) };
      requireDigestAnswer(two, REQUEST, answer);
      for (const wrong of [
        { ...answer, reader: 1 },
        { ...answer, ranges: answer.ranges.slice(1) },
        { ...answer, ranges: answer.ranges.toReversed() },
      ])
        expectRefusal(() => requireDigestAnswer(two, REQUEST, wrong), "ExchangeAnswerUnrelated");
    });

    it("an answer to an erasure is about its entry", () => {
      requireErasureAnswer(erasure, REQUEST, { ...erasureAnswer, ...swapped });
      expectRefusal(
        () => requireErasureAnswer(erasure, REQUEST, { ...erasureAnswer, ...swapped, entry: OTHER }),
        "ExchangeAnswerUnrelated",
      );
    });

    it("only the author of an entry may have its payload erased", () => {
      requireAuthor(erasure, exchange.recorded.entry);
      expectRefusal(() => requireAuthor({ ...erasure, sender: 2 }, exchange.recorded.entry), "NotAuthorOfPayload", {
        author: 1,
      });
    });
  });
});
