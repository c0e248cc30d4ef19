import { Type } from "@sinclair/typebox";
import { STANDINGS } from "../domain/rules/custody.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

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

export const CaseViewSchema = shape("Case", "A customs case; the hash of its Hold entry is its id.", {
  ...CASE_PROPERTIES,
  process: shape("DueProcess", "What the ledger records of due process in a case.", {
    jurisdiction: nullable(
      Type.String({ description: "ISO 3166-1 alpha-2, of the agency at the opening. Its tribunals decide the case." }),
    ),
    charged: Type.Boolean({ description: "Whether the agency alleged facts and law." }),
    exempt: Type.Boolean({ description: "Whether the agency stated an exemption from the hearing." }),
    parties: Type.Array(
      shape("AffectedParty", "An affected party, and how far it has come.", {
        participant: nullable(ParticipantReferenceSchema),
        standing: oneOf(STANDINGS, { description: "Each state includes the states before it." }),
      }),
    ),
    remedyUntil: nullable(UnixSecondsSchema),
    tribunal: nullable(ParticipantReferenceSchema),
    instance: Type.Integer({ minimum: 0, description: "The instance that decides or decided; 0 before a contest." }),
    profile: nullable(
      Type.String({ description: "The first four bytes of the digest of the profile that the Hold names." }),
    ),
  }),
});

export type CaseView = Shape<typeof CaseViewSchema>;

export const CasesSchema = shape("Cases", "All customs cases of a shipment, oldest first.", {
  items: Type.Array(CaseViewSchema),
});
