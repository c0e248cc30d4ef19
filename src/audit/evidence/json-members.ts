import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../domain/encoding/json.ts";

/** Reads an object with exactly these members. @throws EvidenceUnreadable */
export function membersOf(value: JsonValue | undefined, pointer: string, names: readonly string[]): JsonObject {
  const fits =
    isJsonObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => value[name] !== undefined);
  if (!fits) throw unreadable(pointer, `an object with the members ${names.join(", ")}`);
  return value;
}

/** Reads a list of at most `most` elements. @param read reads one element. @throws EvidenceUnreadable */
export function listOf<Item>(
  value: JsonValue | undefined,
  pointer: string,
  most: number,
  read: (item: JsonValue, pointer: string) => Item,
): Item[] {
  if (!Array.isArray(value)) throw unreadable(pointer, "a list");
  const items = value as readonly JsonValue[];
  if (items.length > most) throw unreadable(pointer, `at most ${most} elements`);
  return items.map((item, index) => read(item, `${pointer}/${index}`));
}

/** Reads a text of at most `most` UTF-16 code units. @throws EvidenceUnreadable */
export function textOf(value: JsonValue | undefined, pointer: string, most: number): string {
  if (typeof value !== "string" || value.length > most)
    throw unreadable(pointer, `a text of at most ${most} characters`);
  return value;
}

/** Reads a text that is one of `words`. @throws EvidenceUnreadable */
export function wordOf<Word extends string>(
  value: JsonValue | undefined,
  pointer: string,
  words: readonly Word[],
): Word {
  const word = words.find((known) => known === value);
  if (word === undefined) throw unreadable(pointer, `one of ${words.join(", ")}`);
  return word;
}

/** Reads lower-case hexadecimal with `0x`. @param bytes exact size; any size when absent. @throws EvidenceUnreadable */
export function hexAt(value: JsonValue | undefined, pointer: string, bytes?: number): Hex {
  const fits =
    typeof value === "string" &&
    /^0x([0-9a-f]{2})*$/.test(value) &&
    (bytes === undefined || value.length === 2 + 2 * bytes);
  if (!fits)
    throw unreadable(pointer, `0x and lower-case hexadecimal${bytes === undefined ? "" : ` of ${bytes} bytes`}`);
  return value as Hex;
}

/** Reads a whole number from 0 to `most`. @throws EvidenceUnreadable */
export function numberAt(value: JsonValue | undefined, pointer: string, most = Number.MAX_SAFE_INTEGER): number {
  const fits = typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most;
  if (!fits || Object.is(value, -0)) throw unreadable(pointer, `a whole number from 0 to ${most}`);
  return value;
}

function unreadable(pointer: string, expected: string): PortolanError {
  return new PortolanError("EvidenceUnreadable", { pointer: pointer === "" ? "the top" : pointer, expected });
}
