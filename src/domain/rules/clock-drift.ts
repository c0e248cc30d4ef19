import type { Entry } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** Seconds by which an author's clock may be ahead: `CLOCK_DRIFT` of the contract `SignedLedger`. */
export const CLOCK_DRIFT = 120;

/** The refusal of an entry dated too far ahead of `now`, in Unix seconds; `undefined` when it is not. */
export function checkNotOfFuture({ shipment, occurredAt }: Entry, now: number): Refusal | undefined {
  const limit = now + CLOCK_DRIFT;
  return occurredAt > limit ? refuse("ShipmentLedgerOccurredInFuture", { shipment, occurredAt, limit }) : undefined;
}
