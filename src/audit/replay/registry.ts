import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { activeRoles, type Participant, type ParticipantKey } from "../../domain/participant.ts";
import type { RoleBits } from "../../domain/rules/role.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import { participantAfter } from "../../ledger/participant-after.ts";

/** Participants and their keys, replayed from the Consortium's events. It rejects impossible events. */
export class Registry {
  readonly #participants = new Map<ParticipantId, Participant>();
  readonly #owners = new Map<Hex, ParticipantId>();

  constructor(participants: Iterable<Participant> = []) {
    for (const participant of participants) this.#keep(participant);
  }

  /** All participants by number. */
  all(): Participant[] {
    return [...this.#participants.values()];
  }

  get(id: ParticipantId): Participant | undefined {
    return this.#participants.get(id);
  }

  /** As `IConsortium.activeRolesOf`. */
  readonly rolesOf = (id: ParticipantId): RoleBits => activeRoles(this.#participants.get(id));

  /** Whether `key` signs for `author` at this time (Unix seconds), as `IConsortium.standingOf`. */
  isAuthorised(author: ParticipantId, key: Hex, time: number): boolean {
    if (this.#owners.get(key) !== author) return false;
    const registration = this.#keyOf(author, key);
    return registration !== undefined && registration.validFrom <= time && time < registration.validUntil;
  }

  /** Describes the participant and the validity of a key. */
  describeKey(key: Hex): string {
    const owner = this.#owners.get(key);
    const registration = owner === undefined ? undefined : this.#keyOf(owner, key);
    if (registration === undefined) return `${key}, which is not registered`;
    return `${key}, which signs for participant ${owner} from ${registration.validFrom} until ${registration.validUntil}`;
  }

  /**
   * Applies an event of the registry.
   *
   * @param time of its block, Unix seconds.
   * @returns why the contract could not have emitted it, or nothing.
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
      return event.participant === next ? undefined : `the next number is ${next}`;
    }
    if (before === undefined) return "nobody is enrolled under this number";
    switch (event.event) {
      case "ParticipantSuspended":
      case "ParticipantReinstated":
        return before.suspended === (event.event === "ParticipantSuspended") ? "it is so already" : undefined;
      case "KeyAdded":
        if (this.#owners.has(event.key)) return `the key is registered already: ${this.describeKey(event.key)}`;
        return event.validFrom >= time && event.validUntil > event.validFrom
          ? undefined
          : "its interval is empty or begins in the past";
      case "KeyRevoked": {
        const key = this.#keyOf(event.participant, event.key);
        if (key === undefined) return "the key is not one of this participant";
        return event.revokedAt === time && key.validUntil > time ? undefined : "the key had ended before";
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
