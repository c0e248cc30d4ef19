import { isJsonObject, type JsonObject, type JsonValue } from "../../../domain/encoding/json.ts";
import type { Context } from "../context.ts";
import { jsonLdValues } from "../json-ld-values.ts";
import { inUtf8Order } from "./utf8-order.ts";
import { uri } from "./values.ts";

/** Writes the extension members of an object as one text; empty for any other value. */
export function writeExtensions(value: JsonValue | undefined, context: Context): string {
  return isJsonObject(value) ? inUtf8Order(extensionMembers(value, context)) : "";
}

/** Writes each extension member of an object, whose name has a colon, as one text. */
export function extensionMembers(object: JsonObject, context: Context): string[] {
  return Object.entries(object).flatMap(([name, value]) =>
    name.includes(":") ? writeMember(name, value, context) : [],
  );
}

function writeMember(name: string, value: JsonValue, context: Context): string[] {
  const key = qualified(name, context);
  return jsonLdValues(value).map((element) => {
    if (isJsonObject(element)) {
      return key + inUtf8Order(Object.entries(element).flatMap(([inner, one]) => writeMember(inner, one, context)));
    }
    const written = element === null || Array.isArray(element) ? "" : uri("object")(element, context);
    return written === "" ? key : `${key}=${written}`;
  });
}

/** Writes a compact or full URI as `{namespace}name`. */
function qualified(name: string, context: Context): string {
  const { namespace, local } = context.qualify(name);
  if (namespace !== "") return `{${namespace}}${local}`;
  const end = Math.max(local.lastIndexOf("/"), local.lastIndexOf("#"));
  if (end >= 0) return `{${local.slice(0, end + 1)}}${local.slice(end + 1)}`;
  const colon = local.lastIndexOf(":");
  return colon < 0 ? local : `{${local.slice(0, colon)}}${local.slice(colon + 1)}`;
}
