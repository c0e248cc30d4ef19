import { isJsonArray, type JsonArray, type JsonValue } from "../../domain/encoding/json.ts";

/** Lists the values of a JSON-LD member, which is one value, a list of values, or absent. */
export function jsonLdValues(member: JsonValue | undefined): JsonArray {
  if (member === undefined) return [];
  return isJsonArray(member) ? member : [member];
}
