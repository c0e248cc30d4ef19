import { Type } from "@sinclair/typebox";
import { shape } from "./shape.ts";

/** As many as one participant can have. */
const MOST = 100;

export const PartyIdentifiersSchema = shape(
  "PartyIdentifiers",
  "What a participant is called as a party in EPCIS events, canonical in answers.",
  {
    identifiers: Type.Array(
      Type.String({ minLength: 1, maxLength: 500, description: "A PGLN, a GLN, or another URI of an organisation." }),
      { maxItems: MOST, uniqueItems: true },
    ),
  },
);
