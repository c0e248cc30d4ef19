import type { Hex, ParticipantId } from "../domain/entry.ts";
import { activeRoles, type Participant } from "../domain/participant.ts";
import type { RoleBits } from "../domain/rules/role.ts";
import type { ConsortiumEvent } from "../ledger/consortium-log.ts";
import { participantAfter } from "../ledger/participant-after.ts";

/** The participants and their keys as of the last followed block, in memory. Only the follower changes it. */
export class Directory {
  #participants: Map<ParticipantId, Participant>;
  readonly #owners = new Map<Hex, ParticipantId>();

  constructor(participants: Iterable<Participant>) {
    this.#participants = new Map();
    this.#fill(participants);
  }

  get(id: ParticipantId): Participant | undefined {
    return this.#participants.get(id);
  }

  /** All participants by number. */
  all(): Participant[] {
    return [...this.#participants.values()];
  }

  /** The participant for which `key` signs or signed. */
  ownerOf(key: Hex): Participant | undefined {
    const owner = this.#owners.get(key);
    return owner === undefined ? undefined : this.#participants.get(owner);
  }

  /** As `IConsortium.activeRolesOf`. */
  readonly rolesOf = (id: ParticipantId): RoleBits => activeRoles(this.#participants.get(id));

  /** A copy to which blocks can be applied before they are stored. */
  fork(): Directory {
    return new Directory(this.#participants.values());
  }

  /** Replaces all participants by those of a fork or of the store. */
  replace(participants: Iterable<Participant>): void {
    this.#participants = new Map();
    this.#owners.clear();
    this.#fill(participants);
  }

  /** Applies an event of the Consortium. Returns the number of its participant. */
  apply(event: ConsortiumEvent): ParticipantId {
    const before = this.#participants.get(event.participant);
    const after = participantAfter(before, event);
    if (after !== undefined) this.#fill([after]);
    return event.participant;
  }

  #fill(participants: Iterable<Participant>): void {
    for (const participant of participants) {
      this.#participants.set(participant.id, participant);
      for (const key of participant.keys) this.#owners.set(key.address, participant.id);
    }
  }
}
