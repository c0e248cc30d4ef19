/** A value that JSON (RFC 8259) can carry. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;

export type JsonArray = readonly JsonValue[];

export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: unknown): value is JsonArray {
  return Array.isArray(value);
}

/** The elements of a JSON array; none when the value is anything else. */
export function elementsOf(value: unknown): JsonArray {
  return isJsonArray(value) ? value : [];
}

/** How much of a JSON value is accepted, so that none can exhaust the memory, the stack or the time of its reader. */
export interface JsonLimits {
  /** UTF-16 code units of the text. */
  readonly characters: number;
  /** Levels of arrays and objects; a scalar alone has 0. */
  readonly depth: number;
  /** Scalars, arrays and objects together. */
  readonly values: number;
}

/** The limits of one payload. A pallet's event with thousands of serial numbers fits; an archive does not. */
export const PAYLOAD_LIMITS: JsonLimits = { characters: 1_048_576, depth: 32, values: 20_000 };
