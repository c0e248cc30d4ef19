import type { ParticipantId } from "../../domain/entry.ts";
import type { KeyRing } from "../../keys/key-ring.ts";
import type { Signer } from "../../keys/signer.ts";
import type { Directory } from "../directory.ts";

/**
 * The members of this gateway: the participants whose ledger keys it holds. They exchange payloads within its database,
 * by the same rules as with the members of other gateways.
 */
export class OwnMembers {
  readonly #ring: KeyRing;
  readonly #directory: Pick<Directory, "get" | "all">;
  readonly #now: () => number;

  /** @param now time in Unix seconds, at which keys must be valid. */
  constructor(ring: KeyRing, directory: Pick<Directory, "get" | "all">, now: () => number) {
    this.#ring = ring;
    this.#directory = directory;
    this.#now = now;
  }

  /** The members that are not suspended, by number. */
  ids(): ParticipantId[] {
    return this.#directory.all().flatMap(({ id }) => (this.signerOf(id) === undefined ? [] : [id]));
  }

  /** The signer of a member; `undefined` when it has no valid key here, or is suspended. */
  signerOf(participant: ParticipantId): Signer | undefined {
    const member = this.#directory.get(participant);
    if (member === undefined || member.suspended) return undefined;
    return this.#ring.findSigner(member.keys, this.#now());
  }
}
