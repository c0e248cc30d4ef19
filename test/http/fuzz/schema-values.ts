import fc from "fast-check";
import { OPENAPI } from "../documented-answer.ts";

/** A JSON Schema of the document. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

const MAX_LIST = 4;

/** Texts that often cause errors: empty, NUL, quotes, other scripts, astral planes. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    "",
    "\0",
    "urn:x:\0",
    "a\0b",
    "'; drop table entries; --",
    "\r\nSet-Cookie: a=b",
    "\u001b[2J",
    "__proto__",
    "%",
    "\u202e",
  ),
);

/** Any JSON, of moderate size. */
export const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }).filter(isWritable);

/** The values of the schemas so far. The document names a schema in many operations, and a pattern takes long to read. */
const known = new Map<Schema, fc.Arbitrary<unknown>>();

/** Values that a schema of the document allows. @throws an Error for an unsupported keyword. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const values = makeValues(schema);
  known.set(schema, values);
  return values;
}

function makeValues(schema: Schema): fc.Arbitrary<unknown> {
  const { $ref, allOf, anyOf, const: only, enum: values, type } = schema;
  if (typeof $ref === "string") return valuesOf(referred($ref));
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as Schema[]).map(valuesOf));
  if (Array.isArray(values)) return fc.constantFrom(...values);
  if (only !== undefined) return fc.constant(only);
  switch (type) {
    case "string":
      return textsOf(schema);
    case "integer":
      return wholeNumbersOf(schema);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return listsOf(schema);
    case "object":
      return objectsOf(schema);
  }
  if (allOf === undefined && type === undefined) return anyJson;
  throw new Error(`No values can be made of ${JSON.stringify(schema)}`);
}

function referred($ref: string): Schema {
  return OPENAPI.components.schemas[$ref.split("/").at(-1) as string] as Schema;
}

function textsOf({ pattern, format, minLength = 0, maxLength = 100 }: Schema): fc.Arbitrary<string> {
  if (format === "uri") return fc.webUrl();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const fits = (text: string) => text.length >= Number(minLength) && text.length <= Number(maxLength);
  if (typeof pattern === "string") return textsLike(pattern).filter(fits);
  const text = fc.string({
    minLength: Number(minLength),
    maxLength: Math.min(Number(maxLength), 40),
    unit: "grapheme",
  });
  return fc.oneof({ arbitrary: text, weight: 3 }, anyText).filter(fits);
}

const texts = new Map<string, fc.Arbitrary<string>>();

function textsLike(pattern: string): fc.Arbitrary<string> {
  const before = texts.get(pattern);
  if (before !== undefined) return before;
  const made = fc.stringMatching(new RegExp(pattern, "u"), { maxLength: 100 });
  texts.set(pattern, made);
  return made;
}

function wholeNumbersOf({ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Schema) {
  const [min, max] = [Number(minimum), Number(maximum)];
  return fc.oneof(
    { arbitrary: fc.integer({ min, max: Math.min(max, min + 1_000) }), weight: 3 },
    fc.maxSafeInteger().map((value) => Math.min(max, Math.max(min, value))),
    fc.constantFrom(min, max),
  );
}

function listsOf({ items = {}, minItems = 0, maxItems = MAX_LIST, uniqueItems }: Schema): fc.Arbitrary<unknown[]> {
  const item = valuesOf(items as Schema);
  const bounds = {
    minLength: Number(minItems),
    maxLength: Math.min(Number(maxItems), Number(minItems) + MAX_LIST),
  };
  if (uniqueItems !== true) return fc.array(item, bounds);
  return fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) });
}

function objectsOf({ properties, required = [] }: Schema): fc.Arbitrary<object> {
  if (properties === undefined)
    return fc.dictionary(
      anyText.filter((name) => name !== "__proto__"),
      anyJson,
      { maxKeys: 4 },
    );
  const members = Object.entries(properties as Record<string, Schema>).map(([name, schema]) => [
    name,
    valuesOf(schema),
  ]);
  return fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required as string[],
  });
}

/** Whether UTF-8 can encode it. */
function isWritable(value: unknown): boolean {
  return JSON.stringify(value).isWellFormed();
}
