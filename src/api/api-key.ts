import { Type } from "@sinclair/typebox";
import { lineOfText, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { ScopeSchema } from "./scope.ts";
import { nullable, shape, type Shape } from "./shape.ts";

export const ApiKeySchema = shape("ApiKey", "An API key without its secret.", {
  id: Type.String(),
  participant: ParticipantIdSchema,
  label: Type.String(),
  scopes: Type.Array(ScopeSchema),
  createdAt: UnixSecondsSchema,
  expiresAt: nullable(UnixSecondsSchema),
  revokedAt: nullable(UnixSecondsSchema),
});

export type ApiKey = Shape<typeof ApiKeySchema>;

export const ApiKeyGrantSchema = shape("ApiKeyGrant", "The participant, scopes and expiry of a new API key.", {
  participant: ParticipantIdSchema,
  label: lineOfText(100, "Names the program that uses the key, for people."),
  scopes: Type.Array(ScopeSchema, { minItems: 1, uniqueItems: true }),
  expiresAt: Type.Optional(UnixSecondsSchema),
});

export type ApiKeyGrant = Shape<typeof ApiKeyGrantSchema>;

export const NewApiKeySchema = shape("NewApiKey", "An API key and its token.", {
  key: ApiKeySchema,
  token: Type.String({ description: "`ptl_<id>_<secret>`; shown only once." }),
});
