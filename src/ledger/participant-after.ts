import type { Participant } from "../domain/participant.ts";
import type { ConsortiumEvent } from "./consortium-log.ts";

/**
 * What an event of the registry makes of the participant that it is about.
 *
 * @param before `undefined` while nobody is enrolled under its number.
 * @returns `undefined` when it is about nobody.
 */
export function participantAfter(before: Participant | undefined, event: ConsortiumEvent): Participant | undefined {
  if (event.event === "ParticipantEnrolled") {
    const { participant: id, name, roles, jurisdiction } = event;
    return { id, name, roles, jurisdiction, suspended: false, keys: [] };
  }
  if (before === undefined) return undefined;
  switch (event.event) {
    case "ParticipantRolesChanged":
      return { ...before, roles: event.roles };
    case "ParticipantJurisdictionChanged":
      return { ...before, jurisdiction: event.jurisdiction };
    case "ParticipantSuspended":
      return { ...before, suspended: true };
    case "ParticipantReinstated":
      return { ...before, suspended: false };
    case "KeyAdded": {
      const { key: address, validFrom, validUntil } = event;
      return { ...before, keys: [...before.keys, { address, validFrom, validUntil }] };
    }
    case "KeyRevoked":
      return {
        ...before,
        keys: before.keys.map((key) => (key.address === event.key ? { ...key, validUntil: event.revokedAt } : key)),
      };
  }
}
