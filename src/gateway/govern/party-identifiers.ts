import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { parseIdentifier } from "../../domain/identifiers/identifier.ts";
import { readIdentifiersOf, replaceIdentifiersOf } from "../../store/accounts/party-identifiers.ts";
import type { ReadContext } from "../read/read-context.ts";

/**
 * Reads the identifiers of a participant as a party of EPCIS events, canonical and in alphabetical order.
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

/** The prefix of the URNs that identify participants by id, which `participantUri` reads. */
const OURS = "urn:portolan:";

/**
 * Replaces the identifiers of a participant as a party of EPCIS events. A shipment to one of them is offered to the
 * participant. It needs the scope `govern`, because another participant's identifier would redirect its goods.
 *
 * @param texts identifiers in any form that `parseIdentifier` reads.
 * @returns their canonical forms in alphabetical order.
 * @throws PortolanError `ConsortiumUnknownParticipant`; `IdentifierInvalid`, also for an identifier of another kind;
 * `IdentifierCheckDigitWrong`; `PartyIdentifierTaken`. After an error, the stored identifiers are unchanged.
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

/**
 * Converts a party identifier to its canonical form. Accepts a place, because events also name a party by the GLN of
 * its place.
 */
function partyIdentifier(text: string): string {
  const { uri, scheme, names } = parseIdentifier(text);
  if (names === "party" || names === "place" || (scheme === "uri" && !uri.startsWith(OURS))) return uri;
  const expected = "a PGLN, a GLN or another URI of an organisation";
  throw new PortolanError("IdentifierInvalid", { identifier: uri, scheme: "party", expected });
}
