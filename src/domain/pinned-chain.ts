import type { Bytes32, Hex } from "./entry.ts";

/** The values that identify a ledger permanently. A different value in any of them means another ledger. */
export interface PinnedChain {
  readonly chainId: number;
  /** Hash of the chain's first block. */
  readonly genesis: Bytes32;
  /** Address of the ShipmentLedger, lower-case. */
  readonly ledger: Hex;
  /** Address of the ledger's Consortium contract, lower-case. */
  readonly consortium: Hex;
  /** Address of the MemberDirectory, lower-case; absent when the audit has no directory of members. */
  readonly directory?: Hex | undefined;
  /** Address of the CooperationLedger, lower-case; absent when the audit has no ledger of cooperation. */
  readonly cooperation?: Hex | undefined;
}

/** A value in which the found chain differs from the pinned one. */
export interface ChainDifference {
  readonly what: keyof PinnedChain;
  readonly pinned: string | number;
  readonly found: string | number;
}

/** The first difference, or `undefined` when it is the same chain. */
export function chainDifference(pinned: PinnedChain, found: PinnedChain): ChainDifference | undefined {
  const what = (["chainId", "genesis", "ledger", "consortium"] as const).find((name) => pinned[name] !== found[name]);
  return what && { what, pinned: pinned[what], found: found[what] };
}
