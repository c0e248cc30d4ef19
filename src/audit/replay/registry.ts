import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { activeRoles, type Participant, type ParticipantKey } from "../../domain/participant.ts";
import { type Moment, momentOf } from "../../domain/rules/moment.ts";
import type { RoleBits } from "../../domain/rules/role.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import { participantAfter } from "../../ledger/participant-after.ts";

/** Participants and their keys, replayed from the Consortium's events. Detects impossible events. */
export class Registry {
  readonly #participants = new Map<ParticipantId, Participant>();
  readonly #owners = new Map<Hex, ParticipantId>();

  constructor(participants: Iterable<Participant> = []) {
    for (const participant of participants) this.#keep(participant);
  }

  /** Lists all participants by ascending id. */
  all(): Participant[] {
    return [...this.#participants.values()];
  }

  get(id: ParticipantId): Participant | undefined {
    return this.#participants.get(id);
  }

  /** Gives the active roles of a participant like `IConsortium.activeRolesOf`. */
  readonly rolesOf = (id: ParticipantId): RoleBits => activeRoles(this.#participants.get(id));

  /** The moment at `time`, Unix seconds, among the participants so far. */
  momentAt(time: number): Moment {
    return momentOf(time, (id) => this.#participants.get(id));
  }

  /** Whether `key` is a valid key of `author` at `time` (Unix seconds), like `IConsortium.standingOf`. */
  isAuthorised(author: ParticipantId, key: Hex, time: number): boolean {
    if (this.#owners.get(key) !== author) return false;
    const registration = this.#keyOf(author, key);
    return registration !== undefined && registration.validFrom <= time && time < registration.validUntil;
  }

  /** Whether `key` was ever registered for a participant. */
  isRegistered(key: Hex): boolean {
    return this.#owners.has(key);
  }

  /** Describes a key, its participant and its validity, for a fault. */
  describeKey(key: Hex): string {
    const owner = this.#owners.get(key);
    const registration = owner === undefined ? undefined : this.#keyOf(owner, key);
    if (registration === undefined) return `${key}, which is not registered`;
    return `${key}, which signs for participant ${owner} from ${registration.validFrom} until ${registration.validUntil}`;
  }

  /**
   * Applies an event of the registry, also an impossible one.
   *
   * @param time time of the event's block, in Unix seconds.
   * @returns the reason why the event is impossible; `undefined` for a possible event.
   */
  apply(event: ConsortiumEvent, time: number): string | undefined {
    const before = this.#participants.get(event.participant);
    const impossible = this.#whyImpossible(event, before, time);
    const after = participantAfter(before, event);
    if (after !== undefined) this.#keep(after);
    return impossible;
  }

  #whyImpossible(event: ConsortiumEvent, before: Participant | undefined, time: number): string | undefined {
    if (event.event === "ParticipantEnrolled") {
      const next = this.#participants.size + 1;
      return event.participant === next ? undefined : `the next id is ${next}`;
    }
    if (before === undefined) return "no participant has this id";
    switch (event.event) {
      case "ParticipantSuspended":
      case "ParticipantReinstated":
        return before.suspended === (event.event === "ParticipantSuspended")
          ? "the participant already has this status"
          : undefined;
      case "KeyAdded":
        if (this.#owners.has(event.key)) return `the key is already registered: ${this.describeKey(event.key)}`;
        return event.validFrom >= time && event.validUntil > event.validFrom
          ? undefined
          : "its interval is empty or begins in the past";
      case "KeyRevoked": {
        const key = this.#keyOf(event.participant, event.key);
        if (key === undefined) return "the key does not belong to this participant";
        return event.revokedAt === time && key.validUntil > time ? undefined : "the key was already invalid";
      }
      default:
        return undefined;
    }
  }

  #keyOf(participant: ParticipantId, key: Hex): ParticipantKey | undefined {
    return this.#participants.get(participant)?.keys.find(({ address }) => address === key);
  }

  #keep(participant: Participant): void {
    this.#participants.set(participant.id, participant);
    for (const { address } of participant.keys) this.#owners.set(address, participant.id);
  }
}
