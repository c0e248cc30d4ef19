import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { ScopeSchema, SignerSchema } from "./scalar.ts";
import { nullable, shape } from "./shape.ts";

export const SessionSchema = shape("Session", "Whom the credential of the request stands for, and what for.", {
  participant: nullable(ParticipantReferenceSchema),
  scopes: Type.Array(ScopeSchema),
  signer: SignerSchema,
});
