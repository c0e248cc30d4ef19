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

/** Closes the connection after all earlier requests. */
export const CLOSE = "close";

/** Answer to {@link CLOSE}: the thread can open another file. */
export const CLOSED = "closed";

/** A message to the thread. It opens the file at the first request, when the file has its schema. */
export type ThreadRequest = { readonly open: string } | WriteRequest | typeof CLOSE;

/** A message from the thread. */
export type ThreadAnswer = readonly WriteAnswer[] | typeof CLOSED;
