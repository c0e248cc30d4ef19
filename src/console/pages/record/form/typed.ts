import type { JsonObject, JsonValue } from "../../../../domain/encoding/json.ts";
import type { FieldSchema } from "../../../../domain/payload/field-schema.ts";
import { withOffset } from "./local-moment.ts";

/** The input of a schema's fields as typed: texts, lists, and members by name. */
export type Typed = string | readonly Typed[] | TypedMembers;

export interface TypedMembers {
  readonly [member: string]: Typed | undefined;
}

/** Whether the input is empty, however many fields it has. */
export function isBlank(typed: Typed | undefined): boolean {
  if (typed === undefined) return true;
  if (typeof typed === "string") return typed.trim() === "";
  return isList(typed) ? typed.every(isBlank) : Object.values(typed).every(isBlank);
}

export const asText = (typed: Typed | undefined): string => (typeof typed === "string" ? typed : "");

export const asList = (typed: Typed | undefined): readonly Typed[] => (isList(typed) ? typed : []);

export const asMembers = (typed: Typed | undefined): TypedMembers =>
  typeof typed === "object" && !isList(typed) ? typed : {};

const isList = (typed: Typed | undefined): typed is readonly Typed[] => Array.isArray(typed);

/** Converts input to a payload: leaves out blank fields, parses numbers, and adds the zone to times. */
export function payloadOf({ properties = {} }: FieldSchema, typed: TypedMembers): JsonObject {
  const said = Object.entries(properties).flatMap(([member, part]) => {
    const value = valueOf(part, typed[member]);
    return value === undefined ? [] : [[member, value] as const];
  });
  return Object.fromEntries(said);
}

function valueOf(schema: FieldSchema, typed: Typed | undefined): JsonValue | undefined {
  if (isBlank(typed)) return schema.minItems === 0 ? [] : undefined;
  switch (schema.type) {
    case "string": {
      const said = asText(typed).trim();
      if (schema.format === "date-time") return withOffset(said);
      return schema.format === "un-locode" ? said.replace(/\s/g, "").toUpperCase() : said;
    }
    case "number":
      return Number(asText(typed));
    case "boolean":
      return asText(typed) === "true";
    case "array": {
      const { items } = schema;
      return items && asList(typed).flatMap((item) => valueOf(items, item) ?? []);
    }
    case "object":
      return schema.properties === undefined ? membersTyped(typed) : payloadOf(schema, asMembers(typed));
  }
}

/** The object with the typed members. */
function membersTyped(typed: Typed | undefined): JsonObject {
  const said = asList(typed).map((row) => {
    const { name, text } = asMembers(row);
    return [asText(name).trim(), asText(text).trim()] as const;
  });
  return Object.fromEntries(said.filter(([name, text]) => name !== "" || text !== ""));
}
