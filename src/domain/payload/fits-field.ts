import { parseInstant } from "../encoding/instant.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../encoding/json.ts";
import { isUnLocode } from "../places/un-locode.ts";
import type { FieldSchema } from "./field-schema.ts";

const FORMATS: Readonly<Record<NonNullable<FieldSchema["format"]>, (value: string) => boolean>> = {
  "date-time": (value) => parseInstant(value) !== undefined,
  "un-locode": isUnLocode,
};

const compiled = new Map<string, RegExp>();

/** Whether a value fits a schema. Lengths of texts are in UTF-16 code units. */
export function fitsField(schema: FieldSchema, value: JsonValue): boolean {
  switch (schema.type) {
    case "string":
      return typeof value === "string" && fitsText(schema, value);
    case "number":
      return typeof value === "number" && value >= (schema.minimum ?? -Infinity);
    case "boolean":
      return typeof value === "boolean";
    case "array": {
      const { items, maxItems = Infinity } = schema;
      if (!isJsonArray(value) || value.length > maxItems) return false;
      return items === undefined || value.every((element) => fitsField(items, element));
    }
    case "object":
      return isJsonObject(value) && fitsMembers(schema, value);
  }
}

function fitsText({ minLength = 0, maxLength = Infinity, pattern, format, ...schema }: FieldSchema, value: string) {
  if (value.length < minLength || value.length > maxLength) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  if (pattern !== undefined && !patternOf(pattern).test(value)) return false;
  return format === undefined || FORMATS[format](value);
}

function fitsMembers(
  { required = [], properties = {} }: FieldSchema,
  value: { readonly [member: string]: JsonValue | undefined },
) {
  if (required.some((member) => value[member] === undefined)) return false;
  return Object.entries(properties).every(([member, schema]) => {
    const part = value[member];
    return part === undefined || fitsField(schema, part);
  });
}

function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (pattern === undefined) compiled.set(source, (pattern = new RegExp(source, "u")));
  return pattern;
}
