import type { SigningKey } from "ethers";
import { expect } from "chai";
import type { LedgerOrigin } from "../../../src/domain/checkpoint/checkpoint.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { blockHash, sealingOf } from "../../../src/audit/finality/block-hash.ts";
import { readSealedExtraData } from "../../../src/audit/finality/sealed-extra-data.ts";
import { verifySeals } from "../../../src/audit/finality/verify-seals.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import { errorOf } from "../../support/error-of.ts";
import { addressOf, bytes, headerRlp, KEYS, seal, type Sealed, STRANGER } from "./sealed-block.ts";

const ORIGIN: LedgerOrigin = { chainId: 2026, ledger: `0x${"1e".repeat(20)}` };
/** Block 7528 of a Besu network with four validators, decided in round 1 by three of them. */
const BESU_BLOCK = [
  "0xf9033fa00af93e70b1c6d3974a88a42eb70bb61adbd523bfac0c83027ba4637c52746a0f",
  "a01dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d4934794ee3353e587cfa91625a1adaef308a726de3803d3",
  "a0166ed98eea93ab2b6f6b1a425526994adc2d675bf9a0d77d600ed1e02d8f77df",
  "a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
  "a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
  `b90100${"00".repeat(256)}`,
  "01821d688347b76080846640618b",
  "b90147f90144a00000000000000000000000000000000000000000000000000000000000000000",
  "f85494647bfdd19655e51e69d35454ff3a92f8828e630294a5c8416b9d13417b45b45ada76408f39d1e504ef",
  "94b92e91f4dcc9d28503be521afa2a8fbf3c1acf6094ee3353e587cfa91625a1adaef308a726de3803d3c001",
  "f8c9b841bc7633fd65570f610a595086e9a34e5bf6aacfb67b8f8cd01852e6b285147f046a50577b49378b86723ac9b456ef59ef7ab57cda7139d807f10f58e8cb10c67600",
  "b841ad1defc2b0b4a48158cff24778bb5ba4d9f373c171022ab0a42e37bdb0d4025718434d303a8d94df56ef9ad5219be9f27b2f67179a7fb82d3323dde29546f9f701",
  "b841e233d3670dd97c715f72b440eeb1ccb1e22c8c23f6ab470c46c99c2d0ee6509f0341a42e0e4569782557e93c3815e8ca4294043595f69a90f73f135de8ecf41e00",
  "a063746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365880000000000000000",
].join("");

/** The extraData that Besu's own tests of its QBFT codec expect. */
const BESU_EXTRA_DATA =
  "0xf8f0a00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20ea940000000000000000" +
  "000000000000000000000001940000000000000000000000000000000000000002d7940000000000000000" +
  "00000000000000000000000181ff83fedcbaf886b841000000000000000000000000000000000000000000" +
  "0000000000000000000001000000000000000000000000000000000000000000000000000000000000000a" +
  "00b841000000000000000000000000000000000000000000000000000000000000000a0000000000000000" +
  "00000000000000000000000000000000000000000000000100";

describe("committed seals", () => {
  describe("of a block that Besu made", () => {
    const block = decodeHeader(bytes(BESU_BLOCK));

    it("the seals of a block of Besu are by three of its four validators, in round 1", () => {
      const finality = verifySeals(block, "qbft", ORIGIN);
      expect(finality.vouchers).to.have.length(3);
      expect(finality.among).to.equal(4);
      expect(readSealedExtraData("qbft", block.extraData)).to.deep.include({ round: 1 });
      expect(
        finality.vouchers.every((sealer) =>
          readSealedExtraData("qbft", block.extraData).validators.includes(sealer as Hex),
        ),
      ).to.equal(true);
    });

    it("the seals of a block of Besu do not sign its hash on the chain, which has round 0", () => {
      const { sealed, hashed } = readSealedExtraData("qbft", block.extraData);
      expect(Buffer.from(sealed).equals(hashed)).to.equal(false);
      expect(blockHash(block, "qbft")).not.to.equal(block.rlpHash);
    });

    it("the extraData of Besu's codec gives its validators, round and seals", () => {
      const { validators, round, seals } = readSealedExtraData("qbft", bytes(BESU_EXTRA_DATA));
      expect(validators.map(BigInt)).to.deep.equal([1n, 2n]);
      expect(round).to.equal(0xfedcba);
      expect(seals.map((one) => [one[31], one[63], one[64]])).to.deep.equal([
        [1, 10, 0],
        [10, 1, 0],
      ]);
    });
  });

  for (const scheme of ["qbft", "ibft2"] as const)
    describe(`after ${scheme}`, () => {
      const validators = KEYS.slice(0, 4).map(addressOf);
      const failure = (sealed: Omit<Sealed, "scheme">, policy: Hex[] | undefined = validators) =>
        errorOf(() => verifySeals(seal({ scheme, ...sealed }).header, scheme, ORIGIN, policy));

      for (const round of [0, 1, 2, 127, 128, 255, 256, 70_000])
        it(`committed seals are valid in round ${round}, and the block's hash does not depend on it`, () => {
          const { header, hash } = seal({ scheme, round, sealers: KEYS.slice(0, 3) });
          const finality = verifySeals(header, scheme, ORIGIN, validators);
          expect(finality).to.deep.equal({
            kind: scheme,
            block: { ...ORIGIN, number: 16, hash },
            vouchers: KEYS.slice(0, 3).map(addressOf),
            among: 4,
            trust: "policy",
          });
          expect(hash).to.equal(seal({ scheme, sealers: KEYS.slice(1, 4) }).hash);
          expect(sealingOf(header, hash as Hex)).to.equal(scheme);
        });

      it("committed seals are valid in a header with a vote", () => {
        const { header, hash } = seal({ scheme, round: 3, sealers: KEYS.slice(0, 3), vote: addressOf(STRANGER) });
        expect(verifySeals(header, scheme, ORIGIN, validators).block.hash).to.equal(hash);
      });

      it("committed seals are marked as trusting the block when only the block names its validators", () => {
        const forged = seal({ scheme, validators: [STRANGER], sealers: [STRANGER] });
        expect(verifySeals(forged.header, scheme, ORIGIN)).to.include({ trust: "self", among: 1 });
      });

      for (const [count, needed] of [
        [1, 1],
        [2, 2],
        [3, 2],
        [4, 3],
        [5, 4],
        [6, 4],
        [7, 5],
      ] as const)
        it(`committed seals of ${needed} of ${count} validators are enough, and one fewer is not`, async () => {
          const set = KEYS.slice(0, count);
          const policy = set.map(addressOf);
          const enough = seal({ scheme, round: 1, validators: set, sealers: set.slice(0, needed) });
          expect(verifySeals(enough.header, scheme, ORIGIN, policy).vouchers).to.have.length(needed);
          const error = await failure({ round: 1, validators: set, sealers: set.slice(0, needed - 1) }, policy);
          expect(error).to.deep.include({ code: "SealsTooFew", facts: { block: 16, found: needed - 1, needed } });
        });

      it("committed seals are refused with one of another account, also next to enough valid ones", async () => {
        const error = await failure({ sealers: [...KEYS.slice(0, 4), STRANGER] });
        expect(error).to.deep.include({
          code: "SealByNonValidator",
          facts: { block: 16, sealer: addressOf(STRANGER) },
        });
      });

      it("committed seals are refused with one seal twice", async () => {
        const [first] = KEYS as [SigningKey];
        const error = await failure({ sealers: [first, KEYS[1] as SigningKey, first] });
        expect(error).to.deep.include({ code: "SealRepeated", facts: { block: 16, sealer: addressOf(first) } });
      });

      it("committed seals are refused from validators that the block names and the policy does not", async () => {
        const error = await failure({ validators: KEYS.slice(3, 7), sealers: KEYS.slice(3, 7) });
        expect(error.code).to.equal("SealByNonValidator");
      });

      it("committed seals are refused when they sign another round than the block's", async () => {
        const error = await failure({ round: 2, sealedRound: 0, sealers: KEYS.slice(0, 3) });
        expect(error.code).to.equal("SealByNonValidator");
      });

      it("committed seals are refused without known validators", async () => {
        const { header } = seal({ scheme, validators: [], sealers: KEYS.slice(0, 3) });
        expect((await errorOf(() => verifySeals(header, scheme, ORIGIN))).code).to.equal("ValidatorsUnknown");
      });

      it("committed seals are refused from more validators than the limit", async () => {
        const error = await failure({ validators: new Array<SigningKey>(1_001).fill(STRANGER), sealers: [STRANGER] });
        expect(error.code).to.equal("SealsMalformed");
      });

      it("committed seals are refused when one is not a signature", async () => {
        const { header } = seal({ scheme, sealers: KEYS.slice(0, 3) });
        const at = Buffer.from(header.extraData).lastIndexOf(
          readSealedExtraData(scheme, header.extraData).seals[2] as Uint8Array,
        );
        const extraData = Uint8Array.from(header.extraData);
        extraData.fill(0xff, at, at + 65);
        const broken = { ...header, extraData, fields: header.fields.with(12, extraData) };
        expect((await errorOf(() => verifySeals(broken, scheme, ORIGIN, validators))).code).to.equal("SealsMalformed");
      });

      it("committed seals are refused in the layout of the other scheme", async () => {
        const { header } = seal({ scheme, sealers: KEYS.slice(0, 3) });
        const other = scheme === "qbft" ? "ibft2" : "qbft";
        expect((await errorOf(() => verifySeals(header, other, ORIGIN, validators))).code).to.equal("SealsMalformed");
      });

      it("committed seals are refused after a change of any field of the header, and the block's hash changes", () => {
        const { header, hash } = seal({ scheme, sealers: KEYS.slice(0, 3) });
        for (const [index, field] of header.fields.entries()) {
          if (field.length === 0 || index === 12) continue;
          const changed = Uint8Array.from(field);
          changed[0] = (changed[0] ?? 0) ^ 1;
          const forged = { ...header, fields: header.fields.with(index, changed) };
          expect(() => verifySeals(forged, scheme, ORIGIN, validators), `field ${index}`).to.throw();
          expect(blockHash(forged, scheme)).not.to.equal(hash);
        }
      });
    });

  it("the hash of the first block covers its whole header", () => {
    const first = decodeHeader(bytes(headerRlp(BESU_EXTRA_DATA)));
    expect(blockHash({ ...first, number: 0 }, "qbft")).to.equal(first.rlpHash);
  });
});
