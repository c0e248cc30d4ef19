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
  summary: "Read a participant's party identifiers in EPCIS events",
  access: "read",
  params,
  replies: { 200: { description: "The identifiers in alphabetical order.", schema: PartyIdentifiersSchema } },
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
  summary: "Replace a participant's party identifiers in EPCIS events",
  description:
    "An event that ships to one of these identifiers as possessing party becomes an Offer to the participant. Only this gateway stores the identifiers; they are not on chain. An identifier belongs to at most one participant.",
  access: "govern",
  params,
  body: { kind: "json", schema: PartyIdentifiersSchema },
  replies: { 200: { description: "The new identifiers in alphabetical order.", schema: PartyIdentifiersSchema } },
  problems: ["ConsortiumUnknownParticipant", "IdentifierInvalid", "IdentifierCheckDigitWrong", "PartyIdentifierTaken"],
}).handledBy(async ({ params: { id }, body: { identifiers } }, { reading }) => ({
  status: 200,
  body: { identifiers: await setPartyIdentifiers(reading, id, identifiers) },
}));

export const PARTY_IDENTIFIER_ROUTES: readonly Route[] = [read, replace];
