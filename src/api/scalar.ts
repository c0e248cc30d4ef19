import { Type, type TUnsafe } from "@sinclair/typebox";
import { PHASES, type Phase } from "../domain/rules/custody.ts";
import type { Hex } from "../domain/entry.ts";
import { KIND_NAMES, type Kind } from "../domain/rules/kind.ts";
import { ROLE_NAMES, type Role } from "../domain/rules/role.ts";
import { SCOPES, type Scope } from "../gateway/caller.ts";

/** A schema with a title becomes a named component of the OpenAPI document. */
function named<T>(title: string, schema: Record<string, unknown>): TUnsafe<T> {
  return Type.Unsafe<T>({ title, ...schema });
}

/** Text of one line that people read: without control characters, which a terminal or a log would obey. */
export function lineOfText(maxLength: number, description?: string) {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$",
    ...(description !== undefined && { description }),
  });
}

export const Bytes32Schema = named<Hex>("Bytes32", {
  type: "string",
  pattern: "^0x[0-9a-f]{64}$",
  description: "32 bytes as lower-case hexadecimal: the id of a shipment, the hash of an entry, a digest.",
});

export const AddressSchema = named<Hex>("Address", {
  type: "string",
  pattern: "^0x[0-9a-f]{40}$",
  description: "The address of an account or contract, in lower case.",
});

export const BytesSchema = named<Hex>("Bytes", {
  type: "string",
  pattern: "^0x(?:[0-9a-f]{2})*$",
  maxLength: 16_386,
  description: "Bytes as lower-case hexadecimal, at most 8,192 of them.",
});

export const UnixSecondsSchema = Type.Integer({
  title: "UnixSeconds",
  minimum: 0,
  maximum: 2 ** 40 - 1,
  description: "Whole seconds since 1970-01-01T00:00:00Z, as entries and blocks carry time.",
});

export const UnixMillisecondsSchema = Type.Integer({
  title: "UnixMilliseconds",
  minimum: 0,
  description: "Whole milliseconds since 1970-01-01T00:00:00Z.",
});

export const ParticipantIdSchema = Type.Integer({
  title: "ParticipantId",
  minimum: 1,
  maximum: 2 ** 32 - 1,
  description: "The number of a participant.",
});

export const CountrySchema = Type.String({
  title: "Country",
  pattern: "^[A-Z]{2}$",
  description: "ISO 3166-1 alpha-2.",
});

export const KindSchema = named<Kind>("Kind", {
  type: "string",
  enum: KIND_NAMES,
  description: "What an entry states.",
});

export const PhaseSchema = named<Phase>("Phase", {
  type: "string",
  enum: [...PHASES],
  description: "Where a shipment stands.",
});

export const RoleSchema = named<Role>("Role", {
  type: "string",
  enum: ROLE_NAMES,
  description: "In what capacity a participant acts.",
});

export const SignerSchema = Type.Unsafe<"gateway" | "wallet">({
  type: "string",
  enum: ["gateway", "wallet"],
  description: "Who signs: the gateway with a key that it holds, or a wallet of the participant's own.",
});

export const ScopeSchema = named<Scope>("Scope", {
  type: "string",
  enum: Object.keys(SCOPES),
  description: `What a credential may be used for: ${Object.entries(SCOPES)
    .map(([scope, meaning]) => `${scope} (${meaning})`)
    .join(", ")}.`,
});
