import type { ParticipantId } from "../../domain/entry.ts";

/** Milliseconds after its last parcels for which a lane counts as delivering. */
const PAUSE_MS = 3_000;

/** The other members whose lanes are delivering parcels to members of this gateway. */
export class DeliveringMembers {
  readonly #latestMs = new Map<ParticipantId, number>();

  /** Notes that parcels of a member's lane came. */
  note(sender: ParticipantId, nowMs: number): void {
    this.#latestMs.set(sender, nowMs);
  }

  list(nowMs: number): ParticipantId[] {
    return [...this.#latestMs].flatMap(([id, atMs]) => (nowMs - atMs <= PAUSE_MS ? [id] : []));
  }
}
