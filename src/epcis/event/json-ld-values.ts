import { isJsonArray, type JsonArray, type JsonValue } from "../../domain/encoding/json.ts";

/** The values of a JSON-LD member, which holds one value or a list of them; none when the member is absent. */
export function jsonLdValues(member: JsonValue | undefined): JsonArray {
  if (member === undefined) return [];
  return isJsonArray(member) ? member : [member];
}
