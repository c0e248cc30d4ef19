import type { SentError } from "./sent-error.ts";

/** A transaction for the writing thread. */
export interface WriteRequest {
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly parameters: readonly unknown[];
}

/** The result of the request with this id. */
export interface WriteAnswer {
  readonly id: number;
  readonly outcome: { readonly result: unknown } | { readonly error: SentError };
}

/** Sent instead of a request: close once everything before it is done. */
export const CLOSE = "close";
