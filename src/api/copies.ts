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
  erasures: Type.Array(
    inline({
      member: ParticipantReferenceSchema,
      state: oneOf(["asked", "erased", "kept"], {
        description:
          "`asked`: it has not answered yet. `erased`: it signed that it erased the payload. `kept`: it signed that it keeps the payload for a time.",
      }),
      until: Type.Union([UnixSecondsSchema, Type.Null()], { description: "Until when it keeps the payload." }),
      ground: Type.Union([Type.String(), Type.Null()], { description: "Why it keeps the payload, in its words." }),
    }),
    { description: "The members that are asked to erase the payload. Only the author is told." },
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
