import { expect } from "chai";
import { concat, recoverAddress, sha256, TypedDataEncoder } from "ethers";
import { MAX_ITEMS } from "../../src/api/exchange.ts";
import type { Bytes32 } from "../../src/domain/entry.ts";
import { itemAt } from "../../src/domain/item-at.ts";
import { authenticateParcel } from "../../src/exchange/authenticate-parcel.ts";
import { encodeParcel, PARCEL, type Parcel, type SealedParcel } from "../../src/exchange/parcel.ts";
import { PARCEL_BATCH, signParcels } from "../../src/exchange/sign-parcels.ts";
import { signStatement, statementDigest, statementTypedData } from "../../src/exchange/statement.ts";
import { createExchange, DOMAIN, openItem, parcelOf, type TestExchange } from "./test-exchange.ts";

describe("Parcels under one signature", () => {
  let exchange: TestExchange;
  let sealed: SealedParcel[];
  before(async () => {
    exchange = await createExchange();
    sealed = await Promise.all(
      Array.from({ length: MAX_ITEMS }, async (_, index) => {
        const { statement, access, content } = await parcelOf(exchange, { sequence: index + 1 });
        return { id: statementDigest(PARCEL, statement, DOMAIN), statement, access, content };
      }),
    );
  });

  const signed = (count: number) => signParcels(sealed.slice(0, count), exchange.sender.signer, DOMAIN);
  const outcomeOf = async (parcel: Parcel) => {
    const opened = await openItem(encodeParcel(parcel), exchange.judge);
    return opened.outcome === "refused" ? opened.failure.code : opened.outcome;
  };

  for (const count of [1, 2, 3, 7, 8, MAX_ITEMS]) {
    it(`each of ${count} parcels is proved by itself, and keeps its id`, async () => {
      const parcels = await signed(count);
      expect(parcels.map(({ statement }) => statement)).to.deep.equal(
        sealed.slice(0, count).map(({ statement }) => statement),
      );
      for (const [index, parcel] of parcels.entries()) {
        const opened = await openItem(encodeParcel(parcel), exchange.judge);
        expect(opened).to.deep.include({ outcome: "storable", id: itemAt(sealed, index).id });
      }
    });
  }

  it("the signature is over the typed data of the batch in ethers, with the root of RFC 9162", async () => {
    const [one, two] = (await signed(2)) as [Parcel, Parcel];
    const [first, second] = sealed as [SealedParcel, SealedParcel];
    const root = sha256(concat(["0x01", ...[first, second].map(({ id }) => sha256(concat(["0x00", id])))]));
    const { version, sender, recipient } = one.statement;
    const { types, domain, message } = statementTypedData(
      PARCEL_BATCH,
      { version, sender, recipient, count: 2, root: root as Bytes32 },
      DOMAIN,
    );
    const digest = TypedDataEncoder.hash(domain, { ParcelBatch: [...(types["ParcelBatch"] ?? [])] }, message);
    expect(recoverAddress(digest, one.signature).toLowerCase()).to.equal(exchange.sender.signer.address);
    expect(two.signature).to.equal(one.signature);
  });

  it("several parcels cost the signer one signature, which no parcel shares with another batch", async () => {
    let signatures = 0;
    const { signer } = exchange.sender;
    const counting: typeof signer = {
      ...signer,
      sign: async (digest, typedData) => {
        signatures++;
        return signer.sign(digest, typedData);
      },
    };
    const [first] = await signParcels(sealed.slice(0, 50), counting, DOMAIN);
    const [again] = await signParcels(sealed.slice(0, 51), counting, DOMAIN);
    expect(signatures).to.equal(2);
    expect(first?.signature).not.to.equal(again?.signature);
  });

  it("a parcel with the place, the path or the signature of another is refused", async () => {
    const [one, two, three] = (await signed(3)) as [Parcel, Parcel, Parcel];
    const { batch } = one;
    if (batch === undefined) throw new Error("Three parcels share a signature.");
    const altered: Parcel[] = [
      { ...one, batch: two.batch },
      { ...one, batch: { ...batch, index: 1 } },
      { ...one, batch: { ...batch, index: 7 } },
      { ...one, batch: { ...batch, count: 4 } },
      { ...one, batch: { ...batch, path: [] } },
      { ...one, batch: { ...batch, path: [...batch.path].reverse() } },
      { ...one, batch: { ...batch, path: [...batch.path, itemAt(batch.path, 0)] } },
      { ...one, batch: undefined },
      { ...one, statement: { ...one.statement, sequence: 9 } },
      { ...three, statement: one.statement },
    ];
    for (const parcel of altered) expect(await outcomeOf(parcel)).to.equal("ExchangeSignatureInvalid");
  });

  it("the signature of a header is none of a batch", async () => {
    const [one] = (await signed(2)) as [Parcel];
    const { signature } = await signStatement(PARCEL, one.statement, exchange.sender.signer, DOMAIN);
    expect(await outcomeOf({ ...one, signature })).to.equal("ExchangeSignatureInvalid");
  });

  it("a verified signature counts for the other parcels of its batch alone", async () => {
    const [one, two, three] = (await signed(3)) as [Parcel, Parcel, Parcel];
    const verified = new Set<string>();
    const judge = (parcel: Parcel) => authenticateParcel(parcel, { ...exchange.judge, verified }).outcome;
    expect([one, two].map(judge)).to.deep.equal(["authentic", "authentic"]);
    expect(verified.size).to.equal(1);
    const altered = { ...three, statement: { ...three.statement, height: 1 } };
    expect([altered, { ...three, batch: undefined }, three].map(judge)).to.deep.equal([
      "refused",
      "refused",
      "authentic",
    ]);
    expect(verified.size).to.equal(1);
  });
});
