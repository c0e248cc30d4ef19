import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";

/** The rows that a block changed, in their state before it; null for a row that did not exist. */
export interface BlockImage {
  readonly shipments: readonly (readonly [ShipmentId, FollowedShipment | null])[];
  readonly cases: readonly (readonly [EntryHash, FollowedCase | null])[];
  readonly participants: readonly (readonly [ParticipantId, Participant | null])[];
}
