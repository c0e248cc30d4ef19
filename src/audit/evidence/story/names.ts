import type { ParticipantId } from "../../../domain/entry.ts";
import { roleNames } from "../../../domain/rules/role.ts";
import type { Evidence } from "../evidence.ts";
import type { ProvenHistory } from "../evidence-report.ts";

/** Names for participants, shipments and entries in a story. */
export interface Names {
  /**
   * Gives name, roles and country: `Ocean Line (carrier, DK)`. The file's maker states the name; the rest is proved.
   */
  readonly participant: (id: ParticipantId) => string;
  /** Gives the last part of a shipment's identifier, or the first digits of an id or hash. */
  readonly short: (id: string) => string;
}

export function namesOf({ participants }: Evidence, history: ProvenHistory): Names {
  const given = new Map(participants.map(({ id, name }) => [id, name]));
  const enrolled = new Map(history.participants.map((participant) => [participant.id, participant]));
  return {
    participant(id) {
      const name = given.get(id) || `participant ${id}`;
      const known = enrolled.get(id);
      return known === undefined ? name : `${name} (${[...roleNames(known.roles), known.jurisdiction].join(", ")})`;
    },
    short: (id) => history.identifiers[id as `0x${string}`]?.split(/[:/]/).at(-1) ?? `${id.slice(0, 10)}…`,
  };
}
