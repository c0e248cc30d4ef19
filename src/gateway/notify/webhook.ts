import type { EntryHash } from "../../domain/entry.ts";
import type { Kind } from "../../domain/kind.ts";

/** Where a participant wants to be told of entries. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Empty for all. */
  readonly kinds: readonly Kind[];
  /** Unix seconds. */
  readonly createdAt: number;
  /** Deliveries that wait, and that were given up. */
  readonly pending: number;
  readonly dead: number;
}

/** A message that was given up. */
export interface DeadLetter {
  /** The `webhook-id` header, the same at every attempt. */
  readonly id: string;
  readonly entry: EntryHash;
  readonly attempts: number;
  readonly lastError: string;
}
