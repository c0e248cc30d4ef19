import type { Entry } from "../entry.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** How many seconds an author's clock may be ahead: `CLOCK_DRIFT` of contracts/ShipmentLedger.sol. */
export const CLOCK_DRIFT = 120;

/** Why an entry is refused that claims to have occurred too far ahead of `now`, in Unix seconds. */
export function checkNotOfFuture({ shipment, occurredAt }: Entry, now: number): Refusal | undefined {
  const limit = now + CLOCK_DRIFT;
  return occurredAt > limit ? refuse("ShipmentLedgerOccurredInFuture", { shipment, occurredAt, limit }) : undefined;
}
