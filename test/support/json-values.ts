import fc from "fast-check";

import type { JsonObject, JsonValue } from "../../src/domain/encoding/json.ts";

const names = fc.string({ unit: "grapheme", maxLength: 8 }).filter((name) => name !== "__proto__");

/** Any JSON value of moderate size, with texts from all of Unicode. */
export const jsonValues = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "json" },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.array(tie("value"), { maxLength: 5, depthIdentifier: "json" }),
    tie("object"),
  ),
  object: fc.dictionary(names, tie("value"), { maxKeys: 6, depthIdentifier: "json", noNullPrototype: true }),
})).value;

/** Any JSON object that can be a payload. */
export const payloads: fc.Arbitrary<JsonObject> = fc.dictionary(names, jsonValues, {
  maxKeys: 8,
  noNullPrototype: true,
});
