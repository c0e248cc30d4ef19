import type { SentError } from "./sent-error.ts";

/** A transaction for the writing thread. */
export interface WriteRequest {
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly parameters: readonly unknown[];
}

/** The answer to the request with this id. */
export interface WriteAnswer {
  readonly id: number;
  readonly outcome: { readonly result: unknown } | { readonly error: SentError };
}

/** Sent instead of a request: closes the connection after all earlier requests. */
export const CLOSE = "close";
