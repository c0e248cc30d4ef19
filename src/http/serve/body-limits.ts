import { PAYLOAD_LIMITS, type JsonLimits } from "../../domain/encoding/json.ts";

/** Limits of a body of one JSON value. By default a route has the limits of one entry. */
export interface BodyLimits {
  readonly bytes: number;
  readonly json: JsonLimits;
}

/** Room in a body for the members around the payload, which add two levels. */
const ENVELOPE = { characters: 65_536, depth: 2, values: 64 };

/** The limits of a body of one entry. A payload of maximum size fits. */
export const ENTRY_LIMITS: JsonLimits = {
  characters: PAYLOAD_LIMITS.characters + ENVELOPE.characters,
  depth: PAYLOAD_LIMITS.depth + ENVELOPE.depth,
  values: PAYLOAD_LIMITS.values + ENVELOPE.values,
};

/** UTF-8 takes at most three bytes for a UTF-16 code unit, so that a longer body exceeds `characters` in any case. */
export const ENTRY_BYTES = ENTRY_LIMITS.characters * 3;

/** Parsing a JSON array blocks the event loop, so that its limit is lower than that of an NDJSON stream. */
export const ARRAY_LIMITS: JsonLimits = { characters: 4 * 2 ** 20, depth: ENTRY_LIMITS.depth + 1, values: 200_000 };
export const ARRAY_ENTRIES = 2_000;

export const NDJSON_BYTES = 32 * 2 ** 20;
export const NDJSON_ENTRIES = 10_000;
