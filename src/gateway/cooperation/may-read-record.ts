import { HANDED_OVER, MATTER_STATES } from "../../domain/cooperation/matter-state.ts";
import type { ParticipantId } from "../../domain/entry.ts";

/**
 * Whether a reader of a matter may read the record of one of its acts. What a handover gives is only for its recipient,
 * from the release until the erasure. A seal is its author's.
 *
 * @param itemState index into `MATTER_STATES` of the item that the act opened; null for none.
 * @param itemRecipient 0 for a seal.
 */
export function mayReadRecord(
  reader: ParticipantId,
  author: ParticipantId,
  itemState: number | null,
  itemRecipient: ParticipantId | null,
): boolean {
  if (author === reader || itemState === null) return true;
  const state = MATTER_STATES[itemState] ?? "Unknown";
  if (itemRecipient === 0) return state === "SealOpened";
  return itemRecipient === reader && (state === "Recalled" || HANDED_OVER.includes(state));
}
