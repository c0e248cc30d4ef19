import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, shape } from "./shape.ts";

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

export const CaseSchema = shape("Case", "A customs case, named by the hash of its Hold entry.", CASE_PROPERTIES);

export const CasesSchema = shape("Cases", "Every customs case of a shipment, oldest first.", {
  items: Type.Array(CaseSchema),
});
