import type { Bytes32, Hex } from "./entry.ts";

/** What identifies a ledger for good; a change of any of it is another ledger. */
export interface PinnedChain {
  readonly chainId: number;
  /** Hash of the chain's first block. */
  readonly genesis: Bytes32;
  /** Address of the ShipmentLedger, lower-case. */
  readonly ledger: Hex;
  /** Address of the Consortium that the ledger asks, lower-case. */
  readonly consortium: Hex;
}

/** In what a chain is another than the one that was pinned. */
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
