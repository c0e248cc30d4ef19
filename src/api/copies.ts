import { Type } from "@sinclair/typebox";
import { VIEWS } from "../domain/audience/view.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { inline, oneOf, shape, type Shape } from "./shape.ts";

const copies = Type.Integer({
  minimum: 0,
  description: "Gateways that are known to hold the whole payload, this one included. One copy can be lost.",
});

export const HoldersSchema = shape("Holders", "Who is known to hold an entry's payload.", {
  entry: Bytes32Schema,
  here: oneOf(["whole", "part", "erased", "nothing"], { description: "What this gateway holds." }),
  copies,
  others: Type.Array(
    inline({
      member: ParticipantReferenceSchema,
      view: oneOf(VIEWS),
      evidence: oneOf(["receipt", "parcel"], {
        description: "`receipt`: it signed that it stored the payload. `parcel`: it sent the payload to this gateway.",
      }),
      at: UnixSecondsSchema,
    }),
  ),
});

export type Holders = Shape<typeof HoldersSchema>;

export const EntryCopiesSchema = shape("EntryCopies", "The known copies of one payload of a shipment.", {
  entry: Bytes32Schema,
  kind: KindSchema,
  sequence: Type.Integer({ minimum: 1 }),
  copies,
});

export type EntryCopies = Shape<typeof EntryCopiesSchema>;
