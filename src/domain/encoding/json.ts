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

/** The elements of a JSON array; an empty list for any other value. */
export function elementsOf(value: unknown): JsonArray {
  return isJsonArray(value) ? value : [];
}

/** The limits of an accepted JSON value, which protect the memory, the stack and the time of its reader. */
export interface JsonLimits {
  /** UTF-16 code units of the text. */
  readonly characters: number;
  /** Levels of arrays and objects; a scalar has level 0. */
  readonly depth: number;
  /** Scalars, arrays and objects together. */
  readonly values: number;
}

/** The limits of one payload. An event that lists thousands of serial numbers fits. */
export const PAYLOAD_LIMITS: JsonLimits = { characters: 1_048_576, depth: 32, values: 20_000 };
