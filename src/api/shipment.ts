import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { PayloadSchema } from "./entry.ts";
import { Bytes32Schema, PhaseSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";
import { WARNED } from "./warning.ts";

const count = Type.Integer({ minimum: 0 });

export const ShipmentViewSchema = shape("Shipment", "State of a shipment after its newest entry.", {
  id: Bytes32Schema,
  identifier: nullable(Type.String({ description: "Canonical URI; null if it is unknown or withheld." })),
  blind: nullable(Bytes32Schema),
  head: Bytes32Schema,
  sequence: count,
  phase: PhaseSchema,
  custodian: nullable(ParticipantReferenceSchema),
  consignor: nullable(ParticipantReferenceSchema),
  offeredTo: nullable(ParticipantReferenceSchema),
  held: Type.Boolean({ description: "Whether the shipment has an open customs case." }),
  openCases: count,
  openRemedies: count,
  contents: count,
  container: nullable(Bytes32Schema),
  beganAt: UnixSecondsSchema,
  updatedAt: UnixSecondsSchema,
  access: oneOf(["full", "facts"], {
    description: "`facts`: the gateway withholds payloads, summaries and identifiers from the caller.",
  }),
  ...WARNED,
});

export type ShipmentView = Shape<typeof ShipmentViewSchema>;

export const OpeningSchema = shape("Opening", "A shipment to open. The caller becomes its consignor.", {
  identifier: Type.String({
    minLength: 1,
    maxLength: 512,
    description: "Business identifier of the shipment, in any accepted form.",
  }),
  occurredAt: Type.Optional(UnixSecondsSchema),
  payload: PayloadSchema,
});
