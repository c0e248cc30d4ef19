import { PAYLOAD_LIMITS, type JsonLimits } from "../../domain/encoding/json.ts";

/** Bytes of one document. It is read in one go, while everything else waits. */
export const CAPTURE_BYTES = 8 * 2 ** 20;

/** Events of one document. */
export const CAPTURE_EVENTS = 2_000;

/** Entries that the events of one document may make, one for each unit that each of them names. */
export const CAPTURE_ENTRIES = 5_000;

/** What surrounds an event in a document: body, results, list. */
const LEVELS_AROUND = 6;

export const DOCUMENT_LIMITS: JsonLimits = {
  characters: CAPTURE_BYTES,
  depth: PAYLOAD_LIMITS.depth + LEVELS_AROUND,
  values: 500_000,
};

/** Events that are checked in one turn of the event loop; others are served in between. */
export const EVENTS_PER_TURN = 25;
