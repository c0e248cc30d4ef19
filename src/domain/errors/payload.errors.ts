/** Errors of payloads, commitments and identifiers. */
export const PAYLOAD_ERRORS = {} as const;
