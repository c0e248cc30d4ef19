import { Type } from "@sinclair/typebox";
import { ParticipantReferenceSchema } from "./participant.ts";
import { SignerSchema } from "./scalar.ts";
import { ScopeSchema } from "./scope.ts";
import { shape, type Shape } from "./shape.ts";

export const SessionSchema = shape("Session", "The participant and the scopes of the request's credential.", {
  participant: ParticipantReferenceSchema,
  scopes: Type.Array(ScopeSchema),
  signer: SignerSchema,
});

export type Session = Shape<typeof SessionSchema>;
