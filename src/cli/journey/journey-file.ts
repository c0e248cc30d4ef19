import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Ajv, type ErrorObject } from "ajv";

import type { JsonObject, JsonValue } from "../../domain/encoding/json.ts";
import { KIND_NAMES } from "../../domain/rules/kind.ts";
import { ROLE_NAMES } from "../../domain/rules/role.ts";

const closed = { additionalProperties: false } as const;
const Alias = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" });
const oneOf = <Name extends string>(names: readonly Name[]) => Type.Unsafe<Name>({ type: "string", enum: [...names] });
const byAlias = <Schema extends TSchema>(schema: Schema) =>
  Type.Record(Type.String(), schema, { propertyNames: Alias, minProperties: 1, maxProperties: 1000 });

const JourneyFile = Type.Object(
  {
    participants: byAlias(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 200 }),
          roles: Type.Array(oneOf(ROLE_NAMES), { minItems: 1, uniqueItems: true }),
          jurisdiction: Type.String({ pattern: "^[A-Z]{2}$" }),
        },
        closed,
      ),
    ),
    shipments: byAlias(Type.String({ minLength: 1 })),
    entries: Type.Array(
      Type.Object(
        {
          label: Type.Optional(Alias),
          shipment: Type.String({ minLength: 1 }),
          kind: oneOf(KIND_NAMES),
          author: Alias,
          counterparty: Type.Optional(Alias),
          refersTo: Type.Optional(
            Type.Object(
              { shipment: Type.Optional(Type.String({ minLength: 1 })), entry: Type.Optional(Alias) },
              { ...closed, minProperties: 1, maxProperties: 1 },
            ),
          ),
          occurredAt: Type.String(),
          payload: Type.Unsafe<JsonObject>({ type: "object" }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 10_000 },
    ),
  },
  closed,
);

/** Content of a journey file, with unresolved aliases. */
export type JourneyFile = Static<typeof JourneyFile>;
export type FileEntry = JourneyFile["entries"][number];

const validate = new Ajv({ strict: true }).compile<JourneyFile>(JourneyFile);

/**
 * Checks the content of a journey file against its schema.
 *
 * @param fault makes the error from a JSON Pointer and a reason.
 */
export function checkJourneyFile(value: JsonValue, fault: (pointer: string, reason: string) => Error): JourneyFile {
  if (validate(value)) return value;
  throw fault(...describe(validate.errors?.[0]));
}

function describe(error: ErrorObject | undefined): [pointer: string, reason: string] {
  const { allowedValues, additionalProperty, propertyName }: Readonly<Record<string, unknown>> = error?.params ?? {};
  const detail = Array.isArray(allowedValues)
    ? ` (${allowedValues.join(", ")})`
    : additionalProperty || propertyName
      ? ` (${String(additionalProperty ?? propertyName)})`
      : "";
  return [error?.instancePath ?? "", `${error?.message ?? "is not a journey"}${detail}`];
}
