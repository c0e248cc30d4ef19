import type { JourneyParticipant } from "../../cli/journey/journey.ts";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { FOREVER, type Participant } from "../../domain/participant.ts";
import type { Governance, Measure } from "../../gateway/govern/governance.ts";

/** The parts of a gateway that enrol participants. */
export interface Enrolling {
  readonly governance: Governance;
  readonly directory: { all(): readonly Participant[] };
}

/**
 * Enrols the participants of a journey that the ledger does not have, by name, and registers their signing keys. May be
 * repeated, also after a crash.
 *
 * @param addresses of the signing keys, by alias.
 * @returns the numbers of the participants, by alias.
 */
export async function enrolConsortium(
  { governance, directory }: Enrolling,
  participants: readonly JourneyParticipant[],
  addresses: ReadonlyMap<string, Hex>,
): Promise<ReadonlyMap<string, ParticipantId>> {
  const numbers = new Map<string, ParticipantId>();
  for (const { alias, name, roles, jurisdiction } of participants) {
    const known = directory.all().find((participant) => participant.name === name);
    const { id, keys } = known ?? done(await governance.enrol({ name, roles, jurisdiction }));
    const address = addresses.get(alias);
    if (address !== undefined && !keys.some((key) => key.address === address))
      await governance.addKey(id, { address, validUntil: FOREVER });
    numbers.set(alias, id);
  }
  return numbers;
}

function done(measure: Measure): Participant {
  if ("participant" in measure) return measure.participant;
  throw new Error(
    "The consortium of this chain delays governance operations, so participants cannot be enrolled immediately.",
  );
}
