import { LONGEST_WAIT } from "./request-headers.ts";
import type { RequestHeader } from "./route.ts";

/** The header fields that routes take notice of, as OpenAPI describes parameters. */
export const HEADER_PARAMETERS: Record<RequestHeader, { description: string; schema: object }> = {
  "Idempotency-Key": {
    description:
      "Makes a repeat harmless: the same key with the same method, path and body gives the submissions that the first request made, as they are now.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  },
  Prefer: {
    description: `\`wait=N\` (RFC 7240) holds the answer back until the entry is settled, for N seconds and ${LONGEST_WAIT} at most.`,
    schema: { type: "string", examples: ["wait=10"] },
  },
  "If-None-Match": {
    description: "The ETag of an earlier answer: 304 when nothing has changed.",
    schema: { type: "string" },
  },
  "GS1-Extensions": {
    description: "What prefixes of extension fields stand for: `prefix=namespace`, several separated by commas.",
    schema: { type: "string", examples: ["example=https://ns.example.com/epcis/"] },
  },
  "Portolan-Entries": {
    description: "`true` has each event tell the entries that carry it on the ledger, as `portolan:entries`.",
    schema: { type: "string", enum: ["true", "false"] },
  },
  "GS1-Capture-Error-Behaviour": {
    description:
      "`rollback`, the default: nothing of the document is recorded when one event is bad. `proceed`: all the others are.",
    schema: { type: "string", enum: ["rollback", "proceed"] },
  },
  "Last-Event-ID": {
    description: "The id of the last event that was received: the stream goes on after it.",
    schema: { type: "string", pattern: "^\\d{1,16}$" },
  },
};
