import type { Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ParticipantKey } from "../domain/participant.ts";
import type { Signer } from "./signer.ts";

/**
 * The available signers, by the address of their key. The registry has the participant of each key and the key's
 * validity. Both may change at any time, so each choice takes the registry's current keys.
 */
export class KeyRing {
  readonly #signers = new Map<Hex, Signer>();

  add(signer: Signer): void {
    this.#signers.set(signer.address, signer);
  }

  /** The addresses of the available keys, lower-case. */
  addresses(): Hex[] {
    return [...this.#signers.keys()];
  }

  /**
   * Chooses the signer of a participant: of its available keys that are valid at `time`, the key with the latest start.
   *
   * @param keys the participant's keys in the registry.
   * @param time Unix seconds.
   * @throws NoKeyForParticipant
   */
  signerFor(participant: ParticipantId, keys: readonly ParticipantKey[], time: number): Signer {
    const signer = this.findSigner(keys, time);
    if (signer === undefined) throw new PortolanError("NoKeyForParticipant", { participant, time });
    return signer;
  }

  /** As {@link signerFor}, but `undefined` without a key. */
  findSigner(keys: readonly ParticipantKey[], time: number): Signer | undefined {
    let chosen: { signer: Signer; validFrom: number } | undefined;
    for (const { address, validFrom, validUntil } of keys) {
      const signer = this.#signers.get(address);
      if (signer === undefined || time < validFrom || time >= validUntil) continue;
      if (chosen === undefined || validFrom > chosen.validFrom) chosen = { signer, validFrom };
    }
    return chosen?.signer;
  }
}
