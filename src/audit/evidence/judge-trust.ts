import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Finality } from "../finality/finality.ts";
import { verifyFinality } from "../finality/verify-finality.ts";
import { contradicted } from "./contradicted.ts";
import type { Evidence } from "./evidence.ts";
import type { EvidencePolicy } from "./evidence-policy.ts";
import type { LinkedHeaders } from "./link-headers.ts";

/** The reader's trust in the file's last block and its ledger. */
export interface Trust {
  readonly vouchers: readonly Finality[];
  /** Whether validators, witnesses or a block hash of the reader's policy confirm the block. */
  readonly block: boolean;
  /** Whether the reader's policy names the ledger, or witnesses of the policy confirm it. */
  readonly ledger: boolean;
  /** Whether the policy contains the hash of the block. */
  readonly blockNamed: boolean;
}

/**
 * Determines the validators and witnesses that confirm the file's last block and its ledger.
 *
 * @throws EvidenceContradicted if the file contradicts the policy; the errors of an invalid seal or cosignature.
 */
export function judgeTrust(
  evidence: Pick<Evidence, "chain" | "finality">,
  headers: LinkedHeaders,
  policy: EvidencePolicy,
): Trust {
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
      // Too few trusted parties signed. The proof has no effect, but does not refute the file either.
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
