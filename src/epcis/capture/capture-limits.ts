import { PAYLOAD_LIMITS, type JsonLimits } from "../../domain/encoding/json.ts";

/** Most bytes of one document. It is parsed in one turn of the event loop. */
export const CAPTURE_BYTES = 8 * 2 ** 20;

/** Most events of one document. */
export const CAPTURE_EVENTS = 2_000;

/** Most entries of the events of one document: one for each unit of each event, and one to open a new unit. */
export const CAPTURE_ENTRIES = 5_000;

/** Levels of JSON around an event in a document, such as its body and list. */
const LEVELS_AROUND = 6;

export const DOCUMENT_LIMITS: JsonLimits = {
  characters: CAPTURE_BYTES,
  depth: PAYLOAD_LIMITS.depth + LEVELS_AROUND,
  values: 500_000,
};

/** Events that are checked in one turn of the event loop; other requests are served in between. */
export const EVENTS_PER_TURN = 25;
