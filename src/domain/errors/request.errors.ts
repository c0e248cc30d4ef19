/** Errors of requests to the gateway: who asks, for what, and whether it can be served now. */
export const REQUEST_ERRORS = {} as const;
