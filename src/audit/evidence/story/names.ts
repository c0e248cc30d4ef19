import type { ParticipantId } from "../../../domain/entry.ts";
import { roleNames } from "../../../domain/rules/role.ts";
import type { Evidence } from "../evidence.ts";
import type { EvidenceFacts } from "../evidence-report.ts";

/** Names for participants, shipments and entries in a story. */
export interface Names {
  /** `Ocean Line (carrier, DK)`; the name is the maker's word, the rest is proved. */
  readonly participant: (id: ParticipantId) => string;
  /** The number at the end of an identifier, as people know it, or the beginning of an id or hash. */
  readonly thing: (id: string) => string;
}

export function namesOf({ participants }: Evidence, facts: EvidenceFacts): Names {
  const given = new Map(participants.map(({ id, name }) => [id, name]));
  const enrolled = new Map(facts.participants.map((participant) => [participant.id, participant]));
  return {
    participant(id) {
      const name = given.get(id) || `participant ${id}`;
      const known = enrolled.get(id);
      return known === undefined ? name : `${name} (${[...roleNames(known.roles), known.jurisdiction].join(", ")})`;
    },
    thing: (id) => facts.identifiers[id as `0x${string}`]?.split(/[:/]/).at(-1) ?? `${id.slice(0, 10)}…`,
  };
}
