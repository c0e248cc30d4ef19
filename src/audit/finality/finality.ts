import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { WitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";

/** Proof that a block is final. Seals are in the block's header. */
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
  /** Addresses of all validators at the height of the block, in lower case. */
  readonly validators?: readonly Hex[] | undefined;
  readonly witnesses?: WitnessPolicy | undefined;
}

/** A block and the ledger to which it belongs. */
export interface ProvenBlock extends LedgerOrigin {
  readonly number: number;
  readonly hash: Bytes32;
}

/** Validators or witnesses that confirm a block. */
export interface Finality {
  readonly kind: FinalityProof["kind"];
  readonly block: ProvenBlock;
  /** Addresses of validators, or names of witnesses, that meet the threshold. */
  readonly vouchers: readonly string[];
  /** Number of all validators or witnesses. */
  readonly among: number;
  /** Time of the last cosignature in Unix seconds; seals have none. */
  readonly at?: number;
  /**
   * Source of the list of validators or witnesses. `policy`: the verifier. `self`: the proof, which then shows only
   * that the listed parties signed. A forger can list its own keys.
   */
  readonly trust: "policy" | "self";
}
