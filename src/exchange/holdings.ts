import { createHash } from "node:crypto";
import type { HoldingsDigest } from "../api/exchange.ts";
import type { View } from "../domain/audience/view.ts";
import type { EntryHash } from "../domain/entry.ts";
import { bytesOf } from "../domain/encoding/hex.ts";

/** A range of blocks, both ends included. */
export type BlockRange = Pick<HoldingsDigest, "from" | "to">;

/**
 * The byte of each state in a digest: the view that a member holds of a payload, or its erasure. So a member that may
 * read more than it holds differs from one that gives all.
 */
export const HOLDING_STATES = { erased: 0, unit: 1, handoff: 2, all: 3 } as const satisfies Record<
  Exclude<View, "facts"> | "erased",
  number
>;

export type HoldingState = keyof typeof HOLDING_STATES;

/** An entry of which a member holds a view of the payload, or knows that it was erased. */
export interface Holding {
  readonly entry: EntryHash;
  readonly state: HoldingState;
}

/**
 * The number and digest of the holdings over a range: SHA-256 over entry hash and state of each, in the order of the
 * hashes. Two members that hold the same have the same digest.
 *
 * @param holdings One for each entry, in any order.
 */
export function digestHoldings({ from, to }: BlockRange, holdings: readonly Holding[]): HoldingsDigest {
  const digest = createHash("sha256");
  const sorted = holdings.toSorted((a, b) => (a.entry < b.entry ? -1 : 1));
  for (const { entry, state } of sorted) digest.update(bytesOf(entry)).update(Uint8Array.of(HOLDING_STATES[state]));
  return { from, to, count: holdings.length, digest: `0x${digest.digest("hex")}` };
}
