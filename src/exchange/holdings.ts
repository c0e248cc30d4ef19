import { createHash } from "node:crypto";
import type { HoldingsDigest } from "../api/exchange.ts";
import type { EntryHash } from "../domain/entry.ts";
import { bytesOf } from "../domain/encoding/hex.ts";

/** A range of blocks, both ends included. */
export type BlockRange = Pick<HoldingsDigest, "from" | "to">;

/** An entry of which a member holds the payload, or knows that it was erased. */
export interface Holding {
  readonly entry: EntryHash;
  readonly state: "held" | "erased";
}

/** The byte of each state in a digest. */
const STATES = { held: 1, erased: 2 } as const;

/**
 * The number and digest of the holdings over a range: SHA-256 over entry hash and state of each, in the order of the
 * hashes. Two members that hold the same have the same digest.
 *
 * @param holdings One for each entry, in any order.
 */
export function digestHoldings({ from, to }: BlockRange, holdings: readonly Holding[]): HoldingsDigest {
  const digest = createHash("sha256");
  const sorted = holdings.toSorted((a, b) => (a.entry < b.entry ? -1 : 1));
  for (const { entry, state } of sorted) digest.update(bytesOf(entry)).update(Uint8Array.of(STATES[state]));
  return { from, to, count: holdings.length, digest: `0x${digest.digest("hex")}` };
}
