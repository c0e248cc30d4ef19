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

/** One line of text for people. Excludes control characters, which a terminal or a log would interpret. */
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
  description: "32 bytes in lower-case hexadecimal: a shipment id, an entry hash or a digest.",
});

export const AddressSchema = hex("Address", {
  pattern: "^0x[0-9a-f]{40}$",
  description: "Address of an account or contract: 20 bytes in lower-case hexadecimal.",
});

export const BytesSchema = hex("Bytes", {
  pattern: "^0x(?:[0-9a-f]{2})*$",
  maxLength: 16_386,
  description: "At most 8,192 bytes in lower-case hexadecimal.",
});

export const UnixSecondsSchema = Type.Integer({
  title: "UnixSeconds",
  minimum: 0,
  maximum: 2 ** 40 - 1,
  description: "Whole seconds since 1970-01-01T00:00:00Z, the unit of time in entries and blocks.",
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
  description: "The participant's number in the consortium.",
});

export const CountrySchema = Type.String({
  title: "Country",
  pattern: "^[A-Z]{2}$",
  description: "A country's code of ISO 3166-1 alpha-2, or XK (Kosovo).",
});

export const KindSchema = oneOf(KIND_NAMES, { title: "Kind", description: "Kind of an entry." });

export const PhaseSchema = oneOf(PHASES, { title: "Phase", description: "Phase of a shipment." });

export const RoleSchema = oneOf(ROLE_NAMES, { title: "Role", description: "Role of a participant." });

export const SignerSchema = oneOf(["gateway", "wallet"], {
  description: "Signer of the participant's entries: the gateway, which holds a key, or the participant's own wallet.",
});
