import type { Hex, ParticipantId } from "../domain/entry.ts";
import { activeRoles, type Participant } from "../domain/participant.ts";
import { type Moment, momentOf } from "../domain/rules/moment.ts";
import type { RoleBits } from "../domain/rules/role.ts";
import type { ConsortiumEvent } from "../ledger/consortium-log.ts";
import { participantAfter } from "../ledger/participant-after.ts";

/** The participants and their keys at the last applied block, in memory. Only the follower changes them. */
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

  /** Lists all participants by ascending id. */
  all(): Participant[] {
    return [...this.#participants.values()];
  }

  /** Finds the participant of a key, also of a revoked or expired key. */
  ownerOf(key: Hex): Participant | undefined {
    const owner = this.#owners.get(key);
    return owner === undefined ? undefined : this.#participants.get(owner);
  }

  /** Gives the active roles of a participant like `IConsortium.activeRolesOf`. */
  readonly rolesOf = (id: ParticipantId): RoleBits => activeRoles(this.#participants.get(id));

  /** The moment at `time`, Unix seconds, among the present participants. */
  momentAt(time: number): Moment {
    return momentOf(time, (id) => this.#participants.get(id));
  }

  /** Makes a copy, to which the follower applies blocks before it stores them. */
  fork(): Directory {
    return new Directory(this.#participants.values());
  }

  /** Replaces all participants by those of a copy or of the store. */
  replace(participants: Iterable<Participant>): void {
    this.#participants = new Map();
    this.#owners.clear();
    this.#fill(participants);
  }

  /** Applies an event of the Consortium. @returns the id of its participant. */
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
