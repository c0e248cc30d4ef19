import { expect } from "chai";
import { formatCheckpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../../src/domain/checkpoint/cosignature.ts";
import { formatNote } from "../../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../../src/domain/checkpoint/verifier-key.ts";
import { WitnessKey } from "../../../src/domain/checkpoint/witness-key.ts";
import type { WitnessPolicy } from "../../../src/domain/checkpoint/witness-policy.ts";
import type { ProvenBlock } from "../../../src/audit/finality/finality.ts";
import { verifyCosignatures } from "../../../src/audit/finality/verify-cosignatures.ts";
import { errorOf } from "../../support/error-of.ts";

const BLOCK: ProvenBlock = { chainId: 5, ledger: `0x${"aa".repeat(20)}`, number: 12, hash: `0x${"bb".repeat(32)}` };
const [ONE, TWO, FORGER] = ["one", "two", "forger"].map(
  (name, index) => new WitnessKey(name, new Uint8Array(32).fill(index + 1)),
) as [WitnessKey, WitnessKey, WitnessKey];

const POLICY: WitnessPolicy = {
  witnesses: [ONE, TWO].map(({ verifier }) => ({ key: verifier, url: undefined })),
  groups: [{ name: "both", threshold: 2, members: ["one", "two"] }],
  quorum: "both",
};

function proofBy(...signers: WitnessKey[]) {
  const text = formatCheckpoint({ ...BLOCK, height: BLOCK.number });
  return {
    kind: "witnesses" as const,
    note: formatNote({ text, signatures: signers.map((key, index) => cosign(text, key, 1_000 + index)) }),
    keys: signers.map(({ verifier }) => formatVerifierKey(verifier)),
  };
}

describe("cosigned block", () => {
  it("a cosigned block is confirmed by the witnesses that the verifier trusts", () => {
    expect(verifyCosignatures(proofBy(ONE, TWO, FORGER), BLOCK, POLICY)).to.deep.equal({
      kind: "witnesses",
      block: BLOCK,
      vouchers: ["one", "two"],
      among: 2,
      at: 1_001,
      trust: "policy",
    });
  });

  it("a cosigned block is confirmed only by itself when the verifier knows no witness", () => {
    expect(verifyCosignatures(proofBy(FORGER), BLOCK)).to.include({ trust: "self", among: 1 });
  });

  it("a block is not final when too few trusted witnesses cosigned", async () => {
    const error = await errorOf(() => verifyCosignatures(proofBy(ONE, FORGER), BLOCK, POLICY));
    expect(error).to.deep.include({ code: "CosignaturesTooFew", facts: { block: 12, found: 1 } });
  });

  it("a block is not final by cosignatures without a known key", async () => {
    const error = await errorOf(() => verifyCosignatures({ ...proofBy(ONE), keys: [] }, BLOCK));
    expect(error.code).to.equal("WitnessPolicyInvalid");
  });

  const others: Record<string, Partial<ProvenBlock>> = {
    chain: { chainId: 6 },
    ledger: { ledger: `0x${"ab".repeat(20)}` },
    height: { number: 13 },
    block: { hash: `0x${"bc".repeat(32)}` },
  };
  for (const [what, other] of Object.entries(others))
    it(`cosignatures of a block do not confirm another ${what}`, async () => {
      const error = await errorOf(() => verifyCosignatures(proofBy(ONE, TWO), { ...BLOCK, ...other }, POLICY));
      expect(error.code).to.equal("CheckpointOfOtherBlock");
    });
});
