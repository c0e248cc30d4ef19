import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { WitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";

/** Proof that a block is final. The block's own header holds the seals. */
export type FinalityProof =
  | { readonly kind: "qbft" | "ibft2" }
  | {
      readonly kind: "witnesses";
      /** A checkpoint with its cosignatures: a signed note. */
      readonly note: string;
      /** Verifier keys of the witnesses, as the maker of the proof states them. */
      readonly keys: readonly string[];
    };

/** Facts that the verifier trusts. */
export interface FinalityPolicy {
  /** Lower-case addresses of all validators at that height. */
  readonly validators?: readonly Hex[] | undefined;
  readonly witnesses?: WitnessPolicy | undefined;
}

/** A block, and the ledger whose history ends with it. */
export interface ProvenBlock extends LedgerOrigin {
  readonly number: number;
  readonly hash: Bytes32;
}

/** Validators or witnesses that confirm a block. */
export interface Finality {
  readonly kind: FinalityProof["kind"];
  readonly block: ProvenBlock;
  /** Addresses of validators, or names of witnesses: enough of those whose word counts. */
  readonly vouchers: readonly string[];
  /** Number of all validators or witnesses. */
  readonly among: number;
  /** Time of the last cosignature in Unix seconds; seals have none. */
  readonly at?: number;
  /**
   * Whose word it is that these are the ones who count. `policy`: the verifier's own. `self`: the proof's; then it
   * shows that those whom it names did vouch, and nothing against a forger who names himself.
   */
  readonly trust: "policy" | "self";
}
