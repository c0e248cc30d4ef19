import { Type } from "@sinclair/typebox";
import { FOREVER } from "../domain/participant.ts";
import {
  AddressSchema,
  BytesSchema,
  CountrySchema,
  lineOfText,
  ParticipantIdSchema,
  RoleSchema,
  UnixSecondsSchema,
} from "./scalar.ts";
import { inline, nullable, shape, type Shape } from "./shape.ts";
import { WARNED } from "./warning.ts";

export const ParticipantReferenceSchema = shape(
  "ParticipantReference",
  "A participant in an answer; name and jurisdiction are null while the gateway does not know it.",
  {
    id: ParticipantIdSchema,
    name: nullable(Type.String()),
    roles: Type.Array(RoleSchema),
    jurisdiction: nullable(CountrySchema),
  },
);

export type ParticipantReference = Shape<typeof ParticipantReferenceSchema>;

const ParticipantKeySchema = shape("ParticipantKey", "A signing key and the interval in which it signs.", {
  address: AddressSchema,
  validFrom: UnixSecondsSchema,
  validUntil: Type.Integer({ minimum: 0, description: "Unix seconds. From this time on the key is invalid." }),
});

export const ParticipantViewSchema = shape("Participant", "An enrolled organisation.", {
  id: ParticipantIdSchema,
  name: Type.String(),
  roles: Type.Array(RoleSchema),
  jurisdiction: CountrySchema,
  suspended: Type.Boolean(),
  keys: Type.Array(ParticipantKeySchema),
  ...WARNED,
});

export type ParticipantView = Shape<typeof ParticipantViewSchema>;

export const EnrolmentSchema = shape("Enrolment", "An organisation to enrol.", {
  name: lineOfText(200),
  roles: Type.Array(RoleSchema, { minItems: 1, uniqueItems: true }),
  jurisdiction: CountrySchema,
});

export type Enrolment = Shape<typeof EnrolmentSchema>;

export const RolesSchema = shape("Roles", "Roles that replace the participant's present roles.", {
  roles: Type.Array(RoleSchema, { minItems: 1, uniqueItems: true }),
});

export const JurisdictionSchema = shape("Jurisdiction", "A jurisdiction that replaces the participant's present one.", {
  jurisdiction: CountrySchema,
});

export const KeyGrantSchema = shape("KeyGrant", "A signing key to add to a participant.", {
  address: AddressSchema,
  validFrom: Type.Optional(UnixSecondsSchema),
  validUntil: Type.Integer({
    minimum: 1,
    maximum: FOREVER,
    description: "Unix seconds. From this time on the key is invalid.",
  }),
});

export type KeyGrant = Shape<typeof KeyGrantSchema>;

export const ScheduledSchema = shape(
  "Scheduled",
  "A scheduled governance operation, which cannot be executed before `readyAt`.",
  {
    scheduled: inline({
      operationId: BytesSchema,
      readyAt: Type.Integer({ minimum: 0, description: "Unix seconds from which the operation can be executed." }),
    }),
  },
);

export type Scheduled = Shape<typeof ScheduledSchema>;
