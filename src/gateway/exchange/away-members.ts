import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../../store/open-database.ts";
import { readContacts } from "../../store/exchange/wanted.ts";
import { doubling } from "./doubling.ts";

/** Milliseconds for which a member that gave no answer is not asked; they double. */
const FIRST_AWAY_MS = 1_000;
const MAX_AWAY_MS = 600_000;

interface Absence {
  readonly failures: number;
  /** Unix milliseconds of the last attempt, and before which the member is not asked. */
  readonly atMs: number;
  readonly untilMs: number;
}

/** The other members that gave no answer. Each is passed over for a time, or until it is heard from. */
export class AwayMembers {
  readonly #absences = new Map<ParticipantId, Absence>();

  isAway(id: ParticipantId, nowMs: number): boolean {
    return (this.#absences.get(id)?.untilMs ?? 0) > nowMs;
  }

  /** Notes an attempt without an answer. @param notBeforeMs Unix milliseconds before which the member wants no request. */
  note(id: ParticipantId, nowMs: number, notBeforeMs = 0): void {
    const failures = (this.#absences.get(id)?.failures ?? 0) + 1;
    const delay = doubling(FIRST_AWAY_MS, failures - 1, MAX_AWAY_MS) * (0.8 + 0.4 * Math.random());
    this.#absences.set(id, { failures, atMs: nowMs, untilMs: Math.max(Math.round(nowMs + delay), notBeforeMs) });
  }

  /** Notes an answer. */
  forget(id: ParticipantId): void {
    this.#absences.delete(id);
  }

  /** Forgets the members that were heard from since their last attempt. @returns whether there is one. */
  async welcomeBack(db: Database): Promise<boolean> {
    if (this.#absences.size === 0) return false;
    const contacts = await readContacts(db);
    const back = [...this.#absences].filter(([id, { atMs }]) => (contacts.get(id) ?? 0) > atMs);
    for (const [id] of back) this.#absences.delete(id);
    return back.length > 0;
  }
}
