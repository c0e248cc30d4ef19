import type { JourneyParticipant } from "../../cli/journey/journey.ts";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Governance, Measure } from "../../gateway/govern/governance.ts";

/** The largest `validUntil` that the contract keeps: until it is revoked. */
const FOREVER = 2 ** 48 - 1;

/** What enrolling needs of the gateway. */
export interface Enrolling {
  readonly governance: Governance;
  readonly directory: { all(): readonly Participant[] };
}

/**
 * Enrols the participants of a journey that the ledger does not have yet, by name, and registers the signing key of
 * each. Repeating it, also after a crash in between, changes nothing.
 *
 * @param addresses of the signing keys, by alias.
 * @returns the number of each participant, by alias.
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
  throw new Error("The consortium of this chain delays its measures, so that nobody can be enrolled at once.");
}
