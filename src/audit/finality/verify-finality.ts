import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { SealedHeader } from "../proof/sealed-header.ts";
import { blockHash, type Sealing } from "./block-hash.ts";
import type { Finality, FinalityPolicy, FinalityProof } from "./finality.ts";
import { verifyCosignatures } from "./verify-cosignatures.ts";
import { verifySeals } from "./verify-seals.ts";

/**
 * Verifies that a block is final, whatever the proof is made of. What it does not throw on is proved, as far as
 * `Finality.trust` says.
 *
 * @param sealing how the chain of this header seals, which decides the block's hash.
 * @throws the errors of {@link verifySeals} and {@link verifyCosignatures}
 */
export function verifyFinality(
  proof: FinalityProof,
  { header, sealing, origin }: { header: SealedHeader; sealing: Sealing; origin: LedgerOrigin },
  policy: FinalityPolicy,
): Finality {
  switch (proof.kind) {
    case "qbft":
    case "ibft2":
      return verifySeals(header, proof.kind, origin, policy.validators);
    case "witnesses": {
      const block = { ...origin, number: header.number, hash: blockHash(header, sealing) };
      return verifyCosignatures(proof, block, policy.witnesses);
    }
  }
}
