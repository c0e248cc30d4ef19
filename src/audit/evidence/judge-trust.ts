import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Finality } from "../finality/finality.ts";
import { verifyFinality } from "../finality/verify-finality.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { LinkedHeaders } from "./link-headers.ts";

/** Trust in the file's last block and its ledger. */
export interface Trust {
  readonly vouchers: readonly Finality[];
  /** Whether the reader's own policy has the block vouched for: by seals, by cosignatures, or by its hash. */
  readonly block: boolean;
  /** Whether the reader's own policy names the ledger, or witnesses that it names do. */
  readonly ledger: boolean;
  /** Whether the policy itself names the block. */
  readonly blockNamed: boolean;
}

/**
 * Judges who vouches for the block whose state is proved, and for the ledger.
 *
 * @throws EvidenceContradicted when the policy says otherwise, and for a seal or cosignature that does not hold.
 */
export function judgeTrust(evidence: Evidence, headers: LinkedHeaders, policy: EvidencePolicy): Trust {
  const { chain, finality } = evidence;
  requireSame("the chain", policy.chainId, chain.chainId);
  requireSame("the ledger", policy.ledger, chain.ledger);
  requireSame("the block", policy.block, headers.lastHash);
  const vouchers = finality.flatMap((proof) => {
    if (proof.kind !== "witnesses" && proof.kind !== chain.sealing) {
      throw contradicted("its finality", `its blocks are not sealed by ${proof.kind}`);
    }
    const block = { header: headers.last, sealing: chain.sealing, origin: chain };
    try {
      return [verifyFinality(proof, block, policy)];
    } catch (error) {
      // Not enough of those whose word counts: nothing is shown, and nothing refuted.
      if (PortolanError.is(error, "CosignaturesTooFew", "SealsTooFew", "ValidatorsUnknown")) return [];
      throw error;
    }
  });
  const trusted = vouchers.filter(({ trust }) => trust === "policy");
  const blockNamed = policy.block !== undefined;
  return {
    vouchers,
    block: blockNamed || trusted.length > 0,
    ledger: policy.ledger !== undefined || trusted.some(({ kind }) => kind === "witnesses"),
    blockNamed,
  };
}

function requireSame(what: string, wanted: number | Bytes32 | undefined, found: number | Bytes32): void {
  if (wanted !== undefined && wanted !== found) {
    throw contradicted(what, `it is ${found}, and the policy names ${wanted}`);
  }
}
