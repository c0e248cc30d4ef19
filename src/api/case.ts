import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, shape, type Shape } from "./shape.ts";

export const CASE_PROPERTIES = {
  hold: Bytes32Schema,
  shipment: Bytes32Schema,
  agency: nullable(ParticipantReferenceSchema),
  custodian: nullable(ParticipantReferenceSchema),
  openedAt: UnixSecondsSchema,
  notifiedAt: nullable(UnixSecondsSchema),
  closedAt: nullable(UnixSecondsSchema),
  contested: Type.Boolean({ description: "Whether a remedy is open." }),
  seized: Type.Boolean(),
};

export const CaseViewSchema = shape("Case", "A customs case; the hash of its Hold entry is its id.", CASE_PROPERTIES);

export type CaseView = Shape<typeof CaseViewSchema>;

export const CasesSchema = shape("Cases", "All customs cases of a shipment, oldest first.", {
  items: Type.Array(CaseViewSchema),
});
