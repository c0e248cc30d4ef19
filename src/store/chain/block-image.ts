import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";

/** What a block changed, as it was before it; null where it did not exist. */
export interface BlockImage {
  readonly shipments: readonly (readonly [ShipmentId, FollowedShipment | null])[];
  readonly cases: readonly (readonly [EntryHash, FollowedCase | null])[];
  readonly participants: readonly (readonly [ParticipantId, Participant | null])[];
}
