import { PAYLOAD_LIMITS, type JsonLimits } from "../../domain/encoding/json.ts";

/** Largest size of a document in bytes. The gateway parses a document in one turn of the event loop. */
export const CAPTURE_BYTES = 8 * 2 ** 20;

/** Largest number of events in a document. */
export const CAPTURE_EVENTS = 2_000;

/**
 * Largest number of entries of a document: one for each unit of each event, and a Consign for each new unit. The serial
 * numbers of a commissioning run are 10,000 and more in one event, which a client cannot divide.
 */
export const CAPTURE_ENTRIES = 20_000;

/** Levels of JSON around an event in a document. */
const LEVELS_AROUND = 6;

export const DOCUMENT_LIMITS: JsonLimits = {
  characters: CAPTURE_BYTES,
  depth: PAYLOAD_LIMITS.depth + LEVELS_AROUND,
  values: 500_000,
};

/** Number of events that one turn of the event loop checks, so that other requests are served in between. */
export const EVENTS_PER_TURN = 25;
