import { PAYLOAD_LIMITS, type JsonLimits } from "../../domain/encoding/json.ts";

/** What surrounds a payload in a body: a few members and two levels. */
const AROUND = { characters: 65_536, depth: 2, values: 64 };

/** The limits of a body of one entry: a payload of the largest size fits, with what surrounds it. */
export const ENTRY_LIMITS: JsonLimits = {
  characters: PAYLOAD_LIMITS.characters + AROUND.characters,
  depth: PAYLOAD_LIMITS.depth + AROUND.depth,
  values: PAYLOAD_LIMITS.values + AROUND.values,
};

/** UTF-8 takes up to three bytes for a UTF-16 code unit; more bytes than this cannot be within the limits anyway. */
export const ENTRY_BYTES = ENTRY_LIMITS.characters * 3;

/** A JSON array is read in one go while everything else waits, so that it may be shorter than an NDJSON stream. */
export const ARRAY_LIMITS: JsonLimits = { characters: 4 * 2 ** 20, depth: ENTRY_LIMITS.depth + 1, values: 200_000 };
export const ARRAY_ENTRIES = 2_000;

export const NDJSON_BYTES = 32 * 2 ** 20;
export const NDJSON_ENTRIES = 10_000;
