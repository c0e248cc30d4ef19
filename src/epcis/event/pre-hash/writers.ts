import { isJsonObject, type JsonObject, type JsonValue } from "../../../domain/encoding/json.ts";
import type { Context } from "../context.ts";
import { jsonLdValues } from "../json-ld-values.ts";
import { inUtf8Order } from "./utf8-order.ts";
import { text } from "./values.ts";

/** Writes the value of one member into the pre-hash string. */
type Writer = (value: JsonValue, context: Context) => string;

/** A member and its writer; an absent member writes nothing. */
export type Line = readonly [member: string, write: Writer];

/** Writes `name=value`. */
export const value =
  (name: string, format: (value: JsonValue, context: Context) => string = text): Writer =>
  (member, context) =>
    `${name}=${format(member, context)}`;

/** Writes the name of a list once, then its elements in UTF-8 order. */
export const list =
  (name: string, element: Writer): Writer =>
  (member, context) =>
    name + inUtf8Order(jsonLdValues(member).map((one) => element(one, context)));

/** Writes a name, then the members of an object in the order of the algorithm. */
export const group =
  (name: string, lines: readonly Line[]): Writer =>
  (member, context) =>
    isJsonObject(member) ? name + writeLines(lines, member, context) : "";

/** Writes a member under its own name. */
export const field = (member: string, format?: (value: JsonValue, context: Context) => string): Line => [
  member,
  value(member, format),
];

export function writeLines(lines: readonly Line[], object: JsonObject, context: Context): string {
  let written = "";
  for (const [member, write] of lines) {
    const value = object[member];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    written += write(value, context);
  }
  return written;
}
