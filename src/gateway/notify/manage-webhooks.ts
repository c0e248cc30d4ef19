import type { Kind } from "../../domain/kind.ts";
import type { Caller } from "../caller.ts";
import type { Page, PageRequest } from "../read/page.ts";
import type { Reading } from "../read/reading.ts";
import type { DeadLetter, Webhook } from "./webhook.ts";

/** What a webhook is to be. */
export interface WebhookDraft {
  /** `https:`, or also `http:` where private addresses are allowed. */
  readonly url: string;
  /** Kinds to tell of; all when absent or empty. */
  readonly kinds?: readonly Kind[];
}

/**
 * Creates a webhook that tells of every entry recorded from now on that the caller may read.
 *
 * @returns its secret (`whsec_…`, Standard Webhooks), which is never shown again.
 * @throws PortolanError `WebhookUrlRefused`, `TooManyWebhooks`.
 */
export declare function createWebhook(
  reading: Reading,
  caller: Caller,
  draft: WebhookDraft,
  allowPrivate: boolean,
): Promise<{ webhook: Webhook; secret: string }>;

/** The caller's webhooks, oldest first. */
export declare function listWebhooks(reading: Reading, caller: Caller): Promise<Webhook[]>;

/** @throws PortolanError `WebhookUnknown`. */
export declare function deleteWebhook(reading: Reading, caller: Caller, id: string): Promise<void>;

/** Messages that were given up, oldest first. @throws PortolanError `WebhookUnknown`. */
export declare function listDeadLetters(
  reading: Reading,
  caller: Caller,
  id: string,
  page: PageRequest,
): Promise<Page<DeadLetter>>;

/**
 * Sends messages that were given up again, with the same ids: the one named, or all.
 *
 * @returns how many.
 * @throws PortolanError `WebhookUnknown`, `DeliveryUnknown`.
 */
export declare function replayDeadLetters(
  reading: Reading,
  caller: Caller,
  id: string,
  delivery?: string,
): Promise<number>;
