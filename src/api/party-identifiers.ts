import { Type } from "@sinclair/typebox";
import { shape } from "./shape.ts";

const MAX_IDENTIFIERS = 100;

export const PartyIdentifiersSchema = shape(
  "PartyIdentifiers",
  "Identifiers of a participant as a party of EPCIS events; answers give canonical forms.",
  {
    identifiers: Type.Array(
      Type.String({ minLength: 1, maxLength: 500, description: "A PGLN, a GLN, or another URI of an organisation." }),
      { maxItems: MAX_IDENTIFIERS, uniqueItems: true },
    ),
  },
);
