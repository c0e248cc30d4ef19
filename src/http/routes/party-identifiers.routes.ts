import { readPartyIdentifiers, setPartyIdentifiers } from "../../gateway/govern/party-identifiers.ts";
import { route, type Route } from "../serve/route.ts";
import { PartyIdentifiersSchema } from "../../api/party-identifiers.ts";
import { ParticipantIdSchema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";

const tag = "Participants";
const path = "/v1/participants/{id}/identifiers";
const params = inline({ id: ParticipantIdSchema });

const read = route({
  method: "get",
  path,
  operation: "readPartyIdentifiers",
  tag,
  summary: "Read what a participant is called in EPCIS events",
  access: "read",
  params,
  replies: { 200: { description: "Its identifiers, in order.", schema: PartyIdentifiersSchema } },
  problems: ["ConsortiumUnknownParticipant"],
}).handledBy(async ({ params: { id } }, { reading }) => ({
  status: 200,
  body: { identifiers: await readPartyIdentifiers(reading, id) },
}));

const replace = route({
  method: "put",
  path,
  operation: "replacePartyIdentifiers",
  tag,
  summary: "Say what a participant is called in EPCIS events",
  description:
    "What an event ships to one of these, as possessing party, is offered to the participant. They are this gateway's own, not on chain, and replace those that it had; each means one participant at most.",
  access: "govern",
  params,
  body: { kind: "json", schema: PartyIdentifiersSchema },
  replies: { 200: { description: "Its identifiers now, in order.", schema: PartyIdentifiersSchema } },
  problems: ["ConsortiumUnknownParticipant", "IdentifierInvalid", "IdentifierCheckDigitWrong", "PartyIdentifierTaken"],
}).handledBy(async ({ params: { id }, body: { identifiers } }, { reading }) => ({
  status: 200,
  body: { identifiers: await setPartyIdentifiers(reading, id, identifiers) },
}));

export const PARTY_IDENTIFIER_ROUTES: readonly Route[] = [read, replace];
