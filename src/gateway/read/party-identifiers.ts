import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readIdentifiersOf } from "../../store/accounts/party-identifiers.ts";
import type { Reading } from "./reading.ts";

/**
 * The identifiers by which events mean a participant as a party, canonical and in order.
 *
 * @throws PortolanError `ConsortiumUnknownParticipant`.
 */
export async function readPartyIdentifiers({ db, directory }: Reading, participant: ParticipantId): Promise<string[]> {
  if (directory.get(participant) === undefined) {
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
  }
  return readIdentifiersOf(db, participant);
}
