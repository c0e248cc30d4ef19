import type { Entry, EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import type { TypedData } from "../../domain/typed-data.ts";
import type { Signer } from "../../keys/signer.ts";
import type { OpenSubmission } from "../../store/submissions.ts";

/** An entry that needs its author's signature. */
export interface UnsignedEntry {
  readonly submission: OpenSubmission;
  readonly entry: Entry;
  readonly hash: EntryHash;
}

/** After a signer failed, its participant's entries wait this long, so that a broken one is not asked all the time. */
const PAUSE_MS = 1_000;

/** Signs entries with the keys that participants entrusted to the gateway. */
export class EntrySigner {
  readonly #signerFor: (participant: ParticipantId, at: number) => Signer | undefined;
  readonly #typedData: (entry: Entry) => TypedData;
  readonly #onTrouble: (error: unknown) => void;
  readonly #pausedUntil = new Map<ParticipantId, number>();

  /** @param signerFor the signer of a participant whose key is valid at a Unix time in seconds. */
  constructor(
    signerFor: (participant: ParticipantId, at: number) => Signer | undefined,
    typedData: (entry: Entry) => TypedData,
    onTrouble: (error: unknown) => void,
  ) {
    this.#signerFor = signerFor;
    this.#typedData = typedData;
    this.#onTrouble = onTrouble;
  }

  /** Whether the gateway holds a valid key of this participant. */
  holdsKeyOf(participant: ParticipantId): boolean {
    return this.#signerFor(participant, Math.floor(Date.now() / 1000)) !== undefined;
  }

  /** False for a while after the participant's signer failed. */
  canSignNow(participant: ParticipantId): boolean {
    const until = this.#pausedUntil.get(participant);
    if (until === undefined) return true;
    if (Date.now() < until) return false;
    this.#pausedUntil.delete(participant);
    return true;
  }

  /** The signature of each entry, its author's own where there is one; `undefined` where there is none now. */
  signAll(entries: readonly UnsignedEntry[]): Promise<(Hex | undefined)[]> {
    const at = Math.floor(Date.now() / 1000);
    return Promise.all(
      entries.map(({ submission, entry, hash }) => submission.signature ?? this.#sign(entry, hash, at)),
    );
  }

  async #sign(entry: Entry, hash: EntryHash, at: number): Promise<Hex | undefined> {
    try {
      const signer = this.#signerFor(entry.author, at);
      if (signer !== undefined) return await signer.sign(hash, () => this.#typedData(entry));
    } catch (error) {
      this.#onTrouble(error);
    }
    this.#pausedUntil.set(entry.author, Date.now() + PAUSE_MS);
    return undefined;
  }
}
