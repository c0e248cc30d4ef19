import { expect } from "chai";
import { type ForkProof, parseForkProof, verifyForkProof } from "../../../src/audit/witness/fork-proof.ts";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { bytesOf, hexOf } from "../../../src/domain/encoding/hex.ts";
import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { rlp } from "../../../src/ledger/rlp.ts";
import { errorOf } from "../../support/error-of.ts";
import { witnessKey } from "../../support/test-witness.ts";
import { addressOf, headerRlp, KEYS, seal, type Sealed } from "../finality/sealed-block.ts";

const LEDGER: Hex = `0x${"aa".repeat(20)}`;

describe("A fork proof of a chain with validators", () => {
  const key = witnessKey("fork.example/w1");
  const [first, second, third, fourth] = KEYS as [
    (typeof KEYS)[0],
    (typeof KEYS)[0],
    (typeof KEYS)[0],
    (typeof KEYS)[0],
  ];

  for (const scheme of ["qbft", "ibft2"] as const) {
    describe(`that runs ${scheme}`, () => {
      const block = (sealers: Sealed["sealers"], state: string) => seal({ scheme, round: 1, sealers, state });

      function proofOf(signed: ReturnType<typeof block>, other: ReturnType<typeof block>): ForkProof {
        const text = formatCheckpoint({ chainId: 5, ledger: LEDGER, height: 16, hash: signed.hash });
        const note = formatNote({ text, signatures: [cosign(text, key, 1_000)] });
        return {
          signed: { note, header: signed.rlp, sealing: scheme },
          other: { header: other.rlp, sealing: scheme },
          seenAt: 2_000,
        };
      }

      it("a fork proof names the validators that sealed both histories", () => {
        const [signed, other] = [block([first, second, third], "4"), block([second, third, fourth], "7")];
        expect(verifyForkProof(proofOf(signed, other), key.verifier)).to.deep.equal({
          origin: { chainId: 5, ledger: `0x${"aa".repeat(20)}` },
          height: 16,
          signed: signed.hash,
          other: other.hash,
          sealedBoth: [second, third].map(addressOf),
        });
      });

      it("a fork proof is invalid when the blocks differ only in their seals", async () => {
        const [signed, other] = [block([first, second, third], "4"), block([second, third, fourth], "4")];
        const error = await errorOf(() => verifyForkProof(proofOf(signed, other), key.verifier));
        expect(error.code).to.equal("ForkProofInvalid");
      });

      it("a fork proof is invalid when the other block has too few seals", async () => {
        const [signed, other] = [block([first, second, third], "4"), block([fourth], "7")];
        const error = await errorOf(() => verifyForkProof(proofOf(signed, other), key.verifier));
        expect(error.code).to.equal("SealsTooFew");
      });
    });
  }

  it("a fork proof is invalid when its blocks have different heights", async () => {
    const signed = decodeHeader(bytesOf(headerRlp("0x") as Hex));
    const text = formatCheckpoint({ chainId: 5, ledger: LEDGER, height: signed.number, hash: signed.rlpHash });
    const note = formatNote({ text, signatures: [cosign(text, key, 1_000)] });
    const child = hexOf(rlp(signed.fields.with(8, Uint8Array.of(signed.number + 1))));
    const proof: ForkProof = {
      signed: { note, header: headerRlp("0x") as Hex, sealing: "none" },
      other: { header: child, sealing: "none" },
      seenAt: 2_000,
    };
    expect((await errorOf(() => verifyForkProof(proof, key.verifier))).code).to.equal("ForkProofInvalid");
  });

  it("a fork proof is read only from complete JSON", async () => {
    const { rlp } = seal({ scheme: "qbft", sealers: [first, second, third] });
    const whole = {
      signed: { note: "note", header: rlp, sealing: "qbft" },
      other: { header: rlp, sealing: "none" },
      seenAt: 1,
    };
    expect(parseForkProof(whole)).to.deep.equal(whole);
    const broken: JsonValue[] = [
      null,
      [],
      {},
      { ...whole, seenAt: "1" },
      { ...whole, other: null },
      { ...whole, signed: whole.other },
      { ...whole, other: { ...whole.other, header: "0xabc" } },
      { ...whole, other: { ...whole.other, sealing: "clique" } },
    ];
    for (const value of broken) expect((await errorOf(() => parseForkProof(value))).code).to.equal("ForkProofInvalid");
  });
});
