import type { Hex } from "../entry.ts";
import type { Placement } from "../followed.ts";
import type { DirectoryEvent } from "./directory-event.ts";

/** A change of the directory that the chain holds. */
export interface FollowedChange extends Placement {
  readonly event: DirectoryEvent;
  /** Encoded as `IShipmentLedger.SignedEntry.signature`; `0x` for a stop. */
  readonly signature: Hex;
}
