import type { Hex, ParticipantId } from "../../domain/entry.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { isAct } from "../../domain/statement.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
import { Lanes } from "./lanes.ts";

/**
 * The lanes of both ledgers. A batch goes to one contract, so entries and acts never share one. The ledgers take turns,
 * so that many entries do not delay acts, and the reverse.
 */
export class LedgerLanes {
  readonly #entries = new Lanes();
  readonly #acts = new Lanes();
  #turns: readonly Lanes[] = [this.#entries, this.#acts];

  get waiting(): number {
    return this.#entries.waiting + this.#acts.waiting;
  }

  get open(): number {
    return this.#entries.open + this.#acts.open;
  }

  openOf(author: ParticipantId): number {
    return this.#entries.openOf(author) + this.#acts.openOf(author);
  }

  /** The lanes of each ledger, those that sent the last batch last. */
  get turns(): readonly Lanes[] {
    return this.#turns;
  }

  /** Notes that a batch of these lanes was formed. */
  hadTurn(lanes: Lanes): void {
    this.#turns = [...this.#turns.filter((others) => others !== lanes), lanes];
  }

  add(submission: OpenStatement): void {
    this.#of(submission).add(submission);
  }

  resume(submission: OpenStatement, relay: Hex, hash: EntryHash): void {
    this.#of(submission).resume(submission, relay, hash);
  }

  settle(submission: OpenStatement, recorded: boolean): void {
    this.#of(submission).settle(submission, recorded);
  }

  putBack(submission: OpenStatement): void {
    this.#of(submission).putBack(submission);
  }

  #of({ entry }: OpenStatement): Lanes {
    return isAct(entry) ? this.#acts : this.#entries;
  }
}
