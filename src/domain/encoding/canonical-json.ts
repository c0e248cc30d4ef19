import { PortolanError } from "../errors/portolan-error.ts";
import type { JsonText } from "./json-text.ts";
import { PAYLOAD_LIMITS, type JsonValue } from "./json.ts";

/**
 * The canonical JSON text of a value (RFC 8785): no whitespace, members sorted by UTF-16 code units, numbers and texts
 * as ECMAScript writes them. Equal values give equal texts.
 *
 * @throws `JsonUnrepresentable` for what JSON would drop or change (NaN, undefined, dates, class instances …);
 * `JsonLoneSurrogate`; `JsonTooDeep` beyond the depth of `PAYLOAD_LIMITS`, so also for a value that contains itself.
 */
export function canonicalJson<Value extends JsonValue | undefined>(value: Value): JsonText<Value> {
  return write(value, 0) as JsonText<Value>;
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new PortolanError("JsonLoneSurrogate", {});
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new PortolanError("JsonUnrepresentable", { found: String(value) });
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : writeComposite(value, depth);
    default:
      throw new PortolanError("JsonUnrepresentable", { found: typeof value });
  }
}

function writeComposite(value: object, depth: number): string {
  if (depth === PAYLOAD_LIMITS.depth) throw new PortolanError("JsonTooDeep", { limit: PAYLOAD_LIMITS.depth });
  if (Array.isArray(value)) {
    let elements = "";
    for (const element of value) elements += `${elements === "" ? "" : ","}${write(element, depth + 1)}`;
    return `[${elements}]`;
  }
  requirePlainObject(value);
  const object = value as Readonly<Record<string, unknown>>;
  let members = "";
  for (const name of Object.keys(object).sort()) {
    members += `${members === "" ? "" : ","}${write(name, depth)}:${write(object[name], depth + 1)}`;
  }
  return `{${members}}`;
}

/**
 * @throws `JsonUnrepresentable` for a class instance, of which JSON would carry only a part, and for any other value.
 */
export function requirePlainObject(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new PortolanError("JsonUnrepresentable", { found: "an instance of a class" });
  }
}
