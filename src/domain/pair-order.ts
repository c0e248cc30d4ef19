import { type Bytes32, ZERO_BYTES32 } from "./entry.ts";

/** The place of a parcel among all parcels from its sender to its recipient. */
export interface PairPlace {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Id of the parcel before; `ZERO_BYTES32` for the first. */
  readonly previous: Bytes32;
}

/** The last parcel that a member knows from another, by its number. */
export interface LastOfPair {
  readonly sequence: number;
  readonly id: Bytes32;
}

/** Before the first parcel. */
export const NO_PARCEL: LastOfPair = { sequence: 0, id: ZERO_BYTES32 };

/** Where the next parcel goes. */
export function placeAfter({ sequence, id }: LastOfPair): PairPlace {
  return { sequence: sequence + 1, previous: id };
}

/**
 * How an authentic parcel follows the last known one. No order delays a parcel. A gap names parcels to ask for. A fork
 * shows that the sender gave one number twice, as after the restoration of an old backup.
 */
export type PairOrder =
  | { readonly order: "next" | "last" | "earlier" | "fork" }
  /** The missing numbers, both included. */
  | { readonly order: "gap"; readonly from: number; readonly to: number };

/** @param id Id of the parcel with this place. */
export function pairOrder(last: LastOfPair, { sequence, previous }: PairPlace, id: Bytes32): PairOrder {
  if (sequence > last.sequence + 1) return { order: "gap", from: last.sequence + 1, to: sequence - 1 };
  if (sequence === last.sequence + 1) return { order: previous === last.id ? "next" : "fork" };
  if (sequence === last.sequence) return { order: id === last.id ? "last" : "fork" };
  return { order: "earlier" };
}
