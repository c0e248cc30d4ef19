import type { LedgerOrigin } from "../../domain/checkpoint/checkpoint.ts";
import type { WitnessPolicy } from "../../domain/checkpoint/witness-policy.ts";
import type { Bytes32, Hex } from "../../domain/entry.ts";

/** What makes a block final, as it is handed from one party to another. Seals are in the block's own header. */
export type FinalityProof =
  | { readonly kind: "qbft" | "ibft2" }
  | {
      readonly kind: "witnesses";
      /** A checkpoint with its cosignatures: a signed note. */
      readonly note: string;
      /** Verifier keys of those whose cosignatures these are, by the word of whoever hands them out. */
      readonly keys: readonly string[];
    };

/** What the one who verifies knows already. */
export interface FinalityPolicy {
  /** Addresses, lower-case, of all who were validators at that height. */
  readonly validators?: readonly Hex[] | undefined;
  readonly witnesses?: WitnessPolicy | undefined;
}

/** A block, and the ledger whose history it ends. */
export interface ProvenBlock extends LedgerOrigin {
  readonly number: number;
  readonly hash: Bytes32;
}

/** Who vouches for a block. */
export interface Finality {
  readonly kind: FinalityProof["kind"];
  readonly block: ProvenBlock;
  /** Addresses of validators, or names of witnesses: enough of those whose word counts. */
  readonly vouchers: readonly string[];
  /** Of how many. */
  readonly among: number;
  /** When the last of them did, Unix seconds; validators do not say. */
  readonly at?: number;
  /**
   * Whose word it is that these are the ones who count. `policy`: the verifier's own. `self`: the proof's; then it
   * shows that those whom it names did vouch, and nothing against a forger who names himself.
   */
  readonly trust: "policy" | "self";
}
