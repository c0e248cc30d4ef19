import { MAX_WAIT_SECONDS } from "./request-headers.ts";
import type { RequestHeader } from "./route.ts";

/** OpenAPI descriptions of the header fields that routes read. */
export const HEADER_PARAMETERS: Record<RequestHeader, { description: string; schema: object }> = {
  "Idempotency-Key": {
    description:
      "Makes a repeated request safe. A request with the same key, method, path and body records nothing new, and answers with the state of the first request's submissions.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  },
  Prefer: {
    description: `\`wait=N\` (RFC 7240) delays the answer until the entry is recorded or refused, for at most N seconds. The maximum is ${MAX_WAIT_SECONDS}.`,
    schema: { type: "string", examples: ["wait=10"] },
  },
  "If-None-Match": {
    description: "ETag of an earlier answer. The answer is 304 if it is unchanged.",
    schema: { type: "string" },
  },
  "GS1-Extensions": {
    description: "Prefixes of extension fields: `prefix=namespace` pairs, separated by commas.",
    schema: { type: "string", examples: ["example=https://ns.example.com/epcis/"] },
  },
  "Portolan-Entries": {
    description: "`true` adds to each event its ledger entries, as `portolan:entries`.",
    schema: { type: "string", enum: ["true", "false"] },
  },
  "Access-Context": {
    description:
      "What a customs agency or a tribunal states about its reads, as a Dictionary of RFC 9651: `purpose`, `basis`, `officer` and `for`, all optional. What is not stated is recorded as not stated. Every route takes it.",
    schema: { type: "string", examples: ['purpose=investigation, basis="Article 46 UCC", officer="4711", for=12'] },
  },
  "GS1-Capture-Error-Behaviour": {
    description:
      "`rollback` (the default): one invalid event prevents the recording of the whole document. `proceed`: the valid events are recorded.",
    schema: { type: "string", enum: ["rollback", "proceed"] },
  },
  "Last-Event-ID": {
    description: "Id of the last received event. The stream continues after it.",
    schema: { type: "string", pattern: "^\\d{1,16}(?:-[0-9a-f]{8})?$" },
  },
};
