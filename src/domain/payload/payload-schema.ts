import type { Kind } from "../rules/kind.ts";
import type { FieldSchema } from "./field-schema.ts";
import { PORTOLAN_MEMBERS } from "./portolan-members.ts";
import { REQUIRED_MEMBERS } from "./required-members.ts";

const MEMBERS: Readonly<Record<string, FieldSchema>> = Object.fromEntries(
  Object.entries(PORTOLAN_MEMBERS).map(([member, { schema }]) => [member, schema]),
);

/**
 * The JSON Schema (2020-12) of the members that Portolan reads in a kind's payload, from the tables of `checkPayload`.
 * Forms are generated from it. A payload may have other members.
 */
export function payloadSchema(kind: Kind): FieldSchema {
  const requirements = REQUIRED_MEMBERS[kind] ?? [];
  const required = requirements.flatMap(({ anyOf }) => (anyOf.length === 1 ? anyOf : []));
  const alternatives = requirements.filter(({ anyOf }) => anyOf.length > 1);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { eventTime: { type: "string", format: "date-time" }, ...MEMBERS },
    ...(required.length > 0 && { required }),
    ...(alternatives.length > 0 && {
      allOf: alternatives.map(({ anyOf }) => ({ anyOf: anyOf.map((member) => ({ required: [member] })) })),
    }),
  };
}
