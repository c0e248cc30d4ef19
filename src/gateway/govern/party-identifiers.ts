import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";
import { readIdentifiersOf, replaceIdentifiersOf } from "../../store/accounts/party-identifiers.ts";
import type { ReadContext } from "../read/read-context.ts";

/**
 * The identifiers by which events mean a participant as a party, canonical and in order.
 *
 * @throws PortolanError `ConsortiumUnknownParticipant`.
 */
export async function readPartyIdentifiers(
  { db, directory }: ReadContext,
  participant: ParticipantId,
): Promise<string[]> {
  if (directory.get(participant) === undefined) {
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
  }
  return readIdentifiersOf(db, participant);
}

/** The prefix of names that every participant has by its number; `participantUri` reads them. */
const OURS = "urn:portolan:";

/**
 * Replaces the identifiers by which events mean a participant as a party: what is shipped to one of them is offered to
 * it. A measure of governance, because whoever could take another's identifier would be offered the other's goods.
 *
 * @param texts in any form that `parseIdentifier` reads.
 * @returns their canonical forms, in order.
 * @throws PortolanError `ConsortiumUnknownParticipant`; `IdentifierInvalid`, also for what names no party;
 * `IdentifierCheckDigitWrong`; `PartyIdentifierTaken`, and then nothing is changed.
 */
export async function setPartyIdentifiers(
  reading: ReadContext,
  participant: ParticipantId,
  texts: readonly string[],
): Promise<string[]> {
  const identifiers = [...new Set(texts.map(partyIdentifier))];
  if (reading.directory.get(participant) === undefined) {
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
  }
  const taken = await replaceIdentifiersOf(reading.db, participant, identifiers);
  if (taken !== undefined) throw new PortolanError("PartyIdentifierTaken", { identifier: taken });
  return readPartyIdentifiers(reading, participant);
}

/** Events also name a party by the place where it is, whose GLN is the same. */
function partyIdentifier(text: string): string {
  const { uri, scheme, names } = parseIdentifier(text);
  if (names === "party" || names === "place" || (scheme === "uri" && !uri.startsWith(OURS))) return uri;
  const expected = "a PGLN, a GLN or another URI of an organisation";
  throw new PortolanError("IdentifierInvalid", { identifier: uri, scheme: "party", expected });
}
