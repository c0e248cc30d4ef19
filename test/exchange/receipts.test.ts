import { expect } from "chai";
import fc from "fast-check";
import { createHash } from "node:crypto";
import type { Receipt } from "../../src/api/exchange.ts";
import { hexOf } from "../../src/domain/encoding/hex.ts";
import { itemAt } from "../../src/domain/item-at.ts";
import { merkleProofs, merkleRoot, rootOfPath } from "../../src/exchange/merkle-tree.ts";
import { admitMessage } from "../../src/exchange/message.ts";
import { encodeParcel } from "../../src/exchange/parcel.ts";
import { writeItem } from "../../src/exchange/read-item.ts";
import { receiptOf } from "../../src/exchange/receipt-of.ts";
import { proveReceipt, RECEIPTS, signerOfReceipt } from "../../src/exchange/receipts.ts";
import { settleReceipt } from "../../src/exchange/settle-receipt.ts";
import { signStatement } from "../../src/exchange/statement.ts";
import { createExchange, DOMAIN, openItem, parcelOf, randomBytes32 } from "./test-exchange.ts";
import { createMember } from "./test-member.ts";

const ABOUT = { parcel: randomBytes32(), entry: randomBytes32() };

/** One receipt of each outcome. */
const RECEIPT: Readonly<Record<Receipt["outcome"], Receipt>> = {
  stored: { ...ABOUT, outcome: "stored" },
  early: { ...ABOUT, outcome: "early", height: 7 },
  mismatch: { ...ABOUT, outcome: "mismatch", problem: "commitment" },
  undecryptable: { ...ABOUT, entry: null, outcome: "undecryptable", key: randomBytes32() },
  notExpected: { ...ABOUT, outcome: "notExpected", rule: "consignee", height: 7 },
  full: { ...ABOUT, outcome: "full" },
  unsupported: { ...ABOUT, entry: null, outcome: "unsupported", version: 2 },
  erased: { ...ABOUT, outcome: "erased" },
  refused: { ...ABOUT, entry: null, outcome: "refused", code: "ExchangeSignatureInvalid" },
};

const FINAL = ["stored", "mismatch", "erased"] as const;
const TEMPORARY = ["early", "full", "undecryptable", "notExpected"] as const;
const FORGOTTEN = ["refused", "unsupported"] as const;

describe("Receipts under one signature", () => {
  const batchOf = async (receipts: readonly Receipt[], version = 1) => {
    const { signer, participant } = await createMember(2);
    const statement = { version, sender: participant.id, recipient: 1, height: 100, time: 1_767_225_600, receipts };
    return { signed: await signStatement(RECEIPTS.type, statement, signer, DOMAIN), signer };
  };

  it("each receipt of a batch proves its signer without the other receipts", async () => {
    for (const size of [1, 2, 3, 7, 64, 100]) {
      const { signed, signer } = await batchOf(
        Array.from({ length: size }, () => ({ ...RECEIPT.stored, parcel: randomBytes32() })),
      );
      for (let index = 0; index < size; index++) {
        const proven = JSON.parse(JSON.stringify(proveReceipt(signed, index))) as ReturnType<typeof proveReceipt>;
        expect(proven.receipt).to.deep.equal(signed.statement.receipts[index]);
        expect(signerOfReceipt(proven, DOMAIN)).to.equal(signer.address);
      }
    }
  });

  it("a proven receipt with another outcome, place, height, time or ledger does not prove its signer", async () => {
    const { signed, signer } = await batchOf([RECEIPT.stored, RECEIPT.full, RECEIPT.early]);
    const proven = proveReceipt(signed, 1);
    const { header } = proven;
    const changed = [
      { ...proven, receipt: RECEIPT.stored },
      { ...proven, index: 0 },
      { ...proven, index: 3 },
      { ...proven, path: proven.path.slice(1) },
      { ...proven, header: { ...header, count: 2 } },
      { ...proven, header: { ...header, root: randomBytes32() } },
      { ...proven, header: { ...header, height: 101 } },
      { ...proven, header: { ...header, time: header.time + 1 } },
      { ...proven, header: { ...header, recipient: 3 } },
      { ...proven, header: { ...header, version: 2 } },
      { ...proven, signature: "0x" as const },
    ];
    for (const wrong of changed) expect(signerOfReceipt(wrong, DOMAIN)).not.to.equal(signer.address);
    expect(signerOfReceipt(proven, { ...DOMAIN, chainId: 1 })).not.to.equal(signer.address);
  });

  it("a receipt of another version proves nothing, because its words may mean something else", async () => {
    const { signed } = await batchOf([RECEIPT.stored], 2);
    expect(signerOfReceipt(proveReceipt(signed, 0), DOMAIN)).to.equal(undefined);
  });

  it("a batch has a receipt of each outcome, and none of an unknown one", async () => {
    const exchange = await createExchange();
    const receiver = { member: 2, ledger: exchange.ledger, now: 0 };
    const admit = async (receipts: readonly Receipt[]) => {
      const statement = { version: 1, sender: 1, recipient: 2, height: 100, time: 0, receipts };
      const signed = await signStatement(RECEIPTS.type, statement, exchange.sender.signer, DOMAIN);
      return admitMessage(RECEIPTS, writeItem(signed), receiver).outcome;
    };
    expect(await admit(Object.values(RECEIPT))).to.equal("admitted");
    expect(await admit([{ ...RECEIPT.stored, outcome: "kept" } as never])).to.equal("refused");
    expect(await admit([{ ...ABOUT, outcome: "early" } as never])).to.equal("refused");
  });
});

describe("The receipt of a parcel", () => {
  it("a parcel that is not stored has a receipt with its outcome and facts", async () => {
    const exchange = await createExchange();
    const { hash } = exchange.recorded;
    const item = encodeParcel(await parcelOf(exchange));
    const receipt = async (differences: object, bytes: Uint8Array = item) => {
      const opened = await openItem(bytes, { ...exchange.judge, ...differences });
      if (opened.outcome === "storable") throw new Error("The parcel is storable.");
      return receiptOf(opened);
    };
    const { id: parcel } = await openItem(item, exchange.judge);
    const unknown = { entries: async () => new Map() };
    expect(await receipt(unknown)).to.deep.equal({ parcel, entry: hash, outcome: "early", height: 100 });
    expect(await receipt({ decryptionKey: async () => undefined })).to.deep.equal({
      parcel,
      entry: null,
      outcome: "undecryptable",
      key: exchange.recipient.encryption.id,
    });
    const refused = { entry: hash, outcome: "notExpected", rule: "offered", height: 5 } as const;
    expect(receiptOf({ id: parcel, ...refused })).to.deep.equal({ parcel, ...refused });
    const changed = new Map([[hash, { ...exchange.recorded.entry, commitment: hash }]]);
    expect(await receipt({ entries: async () => changed })).to.deep.include({
      outcome: "mismatch",
      problem: "commitment",
    });
    expect(await receipt({ member: 3 })).to.deep.equal({
      parcel,
      entry: null,
      outcome: "refused",
      code: "ExchangeNotRecipient",
    });
    const later = Buffer.from('{"statement":{"version":9}}');
    expect(await receipt({}, later)).to.deep.equal({
      parcel: `0x${createHash("sha256").update(later).digest("hex")}`,
      entry: null,
      outcome: "unsupported",
      version: 9,
    });
  });
});

describe("The receipt of a repeated parcel", () => {
  for (const known of FINAL)
    for (const found of [...FINAL, ...TEMPORARY]) {
      const expected = known === "stored" && found === "erased" ? "erased" : known;
      it(`a parcel that was ${known}, and is found ${found}, is answered ${expected}`, () => {
        const settled = { answer: RECEIPT[expected], stored: RECEIPT[expected] };
        expect(settleReceipt(RECEIPT[known], RECEIPT[found])).to.deep.equal(settled);
      });
    }

  for (const known of TEMPORARY)
    it(`a parcel that was ${known} can have any other outcome later`, () => {
      for (const found of [...FINAL, ...TEMPORARY])
        expect(settleReceipt(RECEIPT[known], RECEIPT[found])).to.deep.equal({
          answer: RECEIPT[found],
          stored: RECEIPT[found],
        });
    });

  for (const found of FORGOTTEN)
    it(`a forger cannot make a parcel ${found} for its true sender`, () => {
      expect(settleReceipt(undefined, RECEIPT[found])).to.deep.equal({ answer: RECEIPT[found], stored: undefined });
      expect(settleReceipt(RECEIPT.stored, RECEIPT[found])).to.deep.equal({
        answer: RECEIPT[found],
        stored: RECEIPT.stored,
      });
    });

  it("the outcome of any sequence of repeats stays, once it is final, except for an erasure", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(RECEIPT)), { minLength: 1 }), (sequence) => {
        let stored: Receipt | undefined;
        for (const found of sequence) {
          const settled = settleReceipt(stored, found);
          if (stored?.outcome === "erased" || stored?.outcome === "mismatch") expect(settled.stored).to.equal(stored);
          if (stored?.outcome === "stored") expect(settled.stored?.outcome).to.be.oneOf(["stored", "erased"]);
          stored = settled.stored;
        }
      }),
    );
  });
});

describe("The Merkle tree of receipts", () => {
  /** Roots over the first leaves of RFC 6962's reference tests. */
  const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];

  ROOTS.forEach((root, index) =>
    it(`the root over ${index + 1} leaves is that of Certificate Transparency's reference tests`, () => {
      const leaves = LEAVES.slice(0, index + 1).map((leaf) => Buffer.from(leaf, "hex"));
      expect(hexOf(merkleRoot(leaves))).to.equal(`0x${root}`);
    }),
  );

  it("a path leads only from its leaf and place to the root", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, first, second) => {
        const leaves = Array.from({ length: size }, (_, index) => Uint8Array.of(index));
        const [index, other] = [first % size, second % size];
        const path = itemAt(merkleProofs(leaves).paths, index);
        const reaches = (leaf: number, place: number) => {
          const root = rootOfPath(Uint8Array.of(leaf), place, size, path);
          return root !== undefined && hexOf(root) === hexOf(merkleRoot(leaves));
        };
        expect(reaches(index, index)).to.equal(true);
        if (other !== index) {
          expect(reaches(other, index)).to.equal(false);
          expect(reaches(index, other)).to.equal(false);
        }
      }),
    );
  });
});
