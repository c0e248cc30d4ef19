import type { Hex, ParticipantId } from "../domain/entry.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ParticipantKey } from "../domain/participant.ts";
import type { Signer } from "./signer.ts";

/**
 * The signers that are at hand, by the address of their key. Whose key it is and when it signs is the registry's to say,
 * and may change at any time, so that it is asked for with each choice.
 */
export class KeyRing {
  readonly #signers = new Map<Hex, Signer>();

  add(signer: Signer): void {
    this.#signers.set(signer.address, signer);
  }

  /** The addresses of the keys at hand, lower-case. */
  addresses(): Hex[] {
    return [...this.#signers.keys()];
  }

  /**
   * The signer to sign with for `participant`: of its keys that are at hand and valid at `time`, the one valid since last.
   *
   * @param keys The participant's keys as the registry has them.
   * @param time Unix seconds.
   * @throws NoKeyForParticipant
   */
  signerFor(participant: ParticipantId, keys: readonly ParticipantKey[], time: number): Signer {
    let chosen: { signer: Signer; validFrom: number } | undefined;
    for (const { address, validFrom, validUntil } of keys) {
      const signer = this.#signers.get(address);
      if (signer === undefined || time < validFrom || time >= validUntil) continue;
      if (chosen === undefined || validFrom > chosen.validFrom) chosen = { signer, validFrom };
    }
    if (chosen === undefined) throw new PortolanError("NoKeyForParticipant", { participant, time });
    return chosen.signer;
  }
}
