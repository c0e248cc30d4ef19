import { Type, type TUnsafe } from "@sinclair/typebox";
import { PHASES } from "../domain/rules/custody.ts";
import type { Hex } from "../domain/entry.ts";
import { KIND_NAMES } from "../domain/rules/kind.ts";
import { ROLE_NAMES } from "../domain/rules/role.ts";
import { oneOf } from "./shape.ts";

/** A schema with a title becomes a named component of the OpenAPI document. */
function hex(title: string, schema: Record<string, unknown>): TUnsafe<Hex> {
  return Type.Unsafe<Hex>({ title, type: "string", ...schema });
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

export const Bytes32Schema = hex("Bytes32", {
  pattern: "^0x[0-9a-f]{64}$",
  description: "32 bytes as lower-case hexadecimal: the id of a shipment, the hash of an entry, a digest.",
});

export const AddressSchema = hex("Address", {
  pattern: "^0x[0-9a-f]{40}$",
  description: "The address of an account or contract, in lower case.",
});

export const BytesSchema = hex("Bytes", {
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

export const KindSchema = oneOf(KIND_NAMES, { title: "Kind", description: "What an entry states." });

export const PhaseSchema = oneOf(PHASES, { title: "Phase", description: "Where a shipment stands." });

export const RoleSchema = oneOf(ROLE_NAMES, { title: "Role", description: "In what capacity a participant acts." });

export const SignerSchema = oneOf(["gateway", "wallet"], {
  description: "Who signs: the gateway with a key that it holds, or a wallet of the participant's own.",
});
