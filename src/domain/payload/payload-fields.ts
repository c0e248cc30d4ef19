import { requirePlainObject } from "../encoding/canonical-json.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { isJsonArray, isJsonObject, PAYLOAD_LIMITS, type JsonObject, type JsonValue } from "../encoding/json.ts";

const RESERVED_NAMES: ReadonlySet<string> = new Set(["_sd", "_sd_alg", "...", "__proto__"]);

/**
 * The fields of a payload, as JSON Pointers (RFC 6901): every member of every object and every element of every array,
 * each before its content, members in the order of canonical JSON. Other functions number the fields by their index
 * here.
 *
 * @throws `PayloadNotObject`, `PayloadReservedName`, `JsonTooDeep`, `JsonTooManyValues`.
 */
export function payloadFields(payload: JsonValue): string[] {
  requirePayloadObject(payload);
  const fields: string[] = [];
  const visit = (value: JsonValue | undefined, pointer: string, depth: number): void => {
    if (typeof value !== "object" || value === null) return;
    requireDepth(depth);
    const children: (readonly [string, JsonValue | undefined])[] = isJsonObject(value)
      ? memberNames(value).map((name) => [name.replaceAll("~", "~0").replaceAll("/", "~1"), value[name]])
      : value.map((element, index) => [String(index), element]);
    for (const [step, child] of children) {
      fields.push(`${pointer}/${step}`);
      requireCount(fields.length);
      visit(child, `${pointer}/${step}`, depth + 1);
    }
  };
  visit(payload, "", 0);
  return fields;
}

/**
 * The number of a payload's fields: the length of {@link payloadFields}, without building the pointers.
 *
 * @throws as {@link payloadFields}, but does not check names.
 */
export function countPayloadFields(payload: JsonValue): number {
  requirePayloadObject(payload);
  let fields = 0;
  const visit = (value: JsonValue, depth: number): void => {
    if (typeof value !== "object" || value === null) return;
    requireDepth(depth);
    const children = isJsonArray(value) ? value : Object.values(value);
    fields += children.length;
    requireCount(fields);
    for (const child of children) visit(child, depth + 1);
  };
  visit(payload, 0);
  return fields;
}

/**
 * The names of an object's members in the order of canonical JSON: by their UTF-16 code units.
 *
 * @throws `PayloadReservedName`, `JsonUnrepresentable`.
 */
export function memberNames(object: JsonObject): string[] {
  requirePlainObject(object);
  const names = Object.keys(object).sort();
  for (const name of names) requireFreeName(name);
  return names;
}

/** @throws `PayloadReservedName` for a name that selective disclosure (RFC 9901, 4.1) or JavaScript reserves. */
export function requireFreeName(member: string): void {
  if (RESERVED_NAMES.has(member)) throw new PortolanError("PayloadReservedName", { member });
}

/** @throws `PayloadNotObject`. */
export function requirePayloadObject(payload: JsonValue): asserts payload is JsonObject {
  if (isJsonObject(payload)) return;
  const found = payload === null ? "null" : Array.isArray(payload) ? "an array" : `a ${typeof payload}`;
  throw new PortolanError("PayloadNotObject", { found });
}

function requireDepth(depth: number): void {
  if (depth === PAYLOAD_LIMITS.depth) throw new PortolanError("JsonTooDeep", { limit: PAYLOAD_LIMITS.depth });
}

function requireCount(fields: number): void {
  // The payload itself is a value, but not a field.
  if (fields >= PAYLOAD_LIMITS.values) throw new PortolanError("JsonTooManyValues", { limit: PAYLOAD_LIMITS.values });
}
