import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { SealedHeader } from "../proof/sealed-header.ts";
import { blockHash, type Sealing } from "./block-hash.ts";
import type { Finality, FinalityPolicy, FinalityProof } from "./finality.ts";
import { verifyCosignatures } from "./verify-cosignatures.ts";
import { verifySeals } from "./verify-seals.ts";

/**
 * Verifies a proof that a block is final. `Finality.trust` of the result limits its meaning.
 *
 * @param sealing kind of seals of the chain, which determines the block's hash.
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
