import type { EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Statement } from "../../domain/statement.ts";
import type { TypedData } from "../../domain/typed-data.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
import type { Directory } from "../directory.ts";

/** An entry or act to sign with its author's key. */
export interface UnsignedEntry {
  readonly submission: OpenStatement;
  readonly entry: Statement;
  readonly hash: EntryHash;
}

/**
 * Pause of a participant's entries after its signer failed; it doubles after each further failure. So a signer that
 * never answers rarely delays the entries of others.
 */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

interface Pause {
  readonly until: number;
  readonly ms: number;
}

/** Signs entries and acts with the keys of participants that the gateway holds. */
export class EntrySigner {
  readonly #keyRing: KeyRing;
  readonly #directory: Directory;
  readonly #typedData: (entry: Statement) => TypedData;
  readonly #now: () => number;
  readonly #onTrouble: (error: unknown) => void;
  /** Pauses of the participants whose signer failed at the last attempt. */
  readonly #pauses = new Map<ParticipantId, Pause>();

  /** @param now time in Unix seconds, at which keys must be valid. */
  constructor(
    keyRing: KeyRing,
    directory: Directory,
    typedData: (entry: Statement) => TypedData,
    now: () => number,
    onTrouble: (error: unknown) => void,
  ) {
    this.#keyRing = keyRing;
    this.#directory = directory;
    this.#typedData = typedData;
    this.#now = now;
    this.#onTrouble = onTrouble;
  }

  /** @throws NoKeyForParticipant unless the gateway holds a valid key of this participant. */
  requireKeyOf(participant: ParticipantId): void {
    this.#signerFor(participant);
  }

  /** Whether the gateway holds a valid key of this participant. */
  hasKeyOf(participant: ParticipantId): boolean {
    try {
      this.#signerFor(participant);
      return true;
    } catch (error) {
      if (PortolanError.is(error, "NoKeyForParticipant")) return false;
      throw error;
    }
  }

  /** Whether the participant's signer is not in a pause after a failure. */
  canSignNow(participant: ParticipantId): boolean {
    return Date.now() >= (this.#pauses.get(participant)?.until ?? 0);
  }

  /**
   * Signs each entry that its author has not signed.
   *
   * @returns signatures; `undefined` for an entry whose signer fails.
   */
  signAll(entries: readonly UnsignedEntry[]): Promise<(Hex | undefined)[]> {
    return Promise.all(
      entries.map(async ({ submission, entry, hash }) => submission.signature ?? (await this.#sign(entry, hash))),
    );
  }

  async #sign(entry: Statement, hash: EntryHash): Promise<Hex | undefined> {
    const before = this.#pauses.get(entry.author);
    try {
      const signature = await this.#signerFor(entry.author).sign(hash, () => this.#typedData(entry));
      if (this.#pauses.get(entry.author) === before) this.#pauses.delete(entry.author);
      return signature;
    } catch (error) {
      this.#onTrouble(error);
      // Counts concurrent failures as one failure.
      const ms = before === undefined ? FIRST_PAUSE_MS : Math.min(2 * before.ms, MAX_PAUSE_MS);
      this.#pauses.set(entry.author, { until: Date.now() + ms, ms });
      return undefined;
    }
  }

  #signerFor(participant: ParticipantId) {
    const keys = this.#directory.get(participant)?.keys ?? [];
    return this.#keyRing.signerFor(participant, keys, this.#now());
  }
}
