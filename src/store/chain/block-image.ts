import type { MatterId } from "../../domain/cooperation/act.ts";
import type { OpenedItem, SeatRecord } from "../../domain/cooperation/cooperation-state.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedMatter, FollowedShipment } from "../../domain/followed.ts";
import type { Participant } from "../../domain/participant.ts";

/** The rows that a block changed, in their state before it; null for a row that did not exist. */
export interface BlockImage {
  readonly shipments: readonly (readonly [ShipmentId, FollowedShipment | null])[];
  readonly cases: readonly (readonly [EntryHash, FollowedCase | null])[];
  readonly participants: readonly (readonly [ParticipantId, Participant | null])[];
  /** Absent from the images of a version that did not follow the ledger of cooperation. */
  readonly matters?: readonly (readonly [MatterId, FollowedMatter | null])[];
  readonly seats?: readonly (Pick<SeatRecord, "matter" | "participant"> & { readonly before: SeatRecord | null })[];
  readonly items?: readonly { readonly hash: EntryHash; readonly before: OpenedItem | null }[];
}
