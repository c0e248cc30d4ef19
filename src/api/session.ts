import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { SignerSchema } from "./scalar.ts";
import { ScopeSchema } from "./scope.ts";
import { shape, type Shape } from "./shape.ts";

export const SessionSchema = shape("Session", "Whom the credential of the request stands for, and what for.", {
  participant: ParticipantReferenceSchema,
  scopes: Type.Array(ScopeSchema),
  signer: SignerSchema,
});

export type Session = Shape<typeof SessionSchema>;
