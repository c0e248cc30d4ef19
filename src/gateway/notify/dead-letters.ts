import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readDeadDeliveries, reviveDeliveries } from "../../store/deliveries.ts";
import type { Caller } from "../caller.ts";
import { readPage, type Page, type PageRequest } from "../read/page.ts";
import type { Reading } from "../read/reading.ts";
import { requireWebhook } from "./manage-webhooks.ts";

/** A message that was given up. */
export interface DeadLetter {
  /** Its `webhook-id` header. */
  readonly id: string;
  readonly entry: EntryHash;
  readonly attempts: number;
  /** Why the last attempt failed, in a word. */
  readonly lastError: string;
}

/**
 * Messages of a webhook that were given up.
 *
 * @throws PortolanError `WebhookUnknown`, `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listDeadLetters(
  reading: Reading,
  caller: Caller,
  webhook: string,
  page: PageRequest,
): Promise<Page<DeadLetter>> {
  await requireWebhook(reading, caller, webhook);
  return readPage(
    "dead-letters",
    page,
    (after: string | undefined, limit) => readDeadDeliveries(reading.db, webhook, after, limit),
    ({ id }) => id,
    (letter): DeadLetter => ({ ...letter, entry: letter.entry as EntryHash, lastError: letter.lastError ?? "" }),
  );
}

/**
 * Sends messages that were given up again, with the same ids: the one named, or all.
 *
 * @returns how many.
 * @throws PortolanError `WebhookUnknown`, `DeliveryUnknown`.
 */
export async function replayDeadLetters(
  reading: Reading,
  caller: Caller,
  webhook: string,
  delivery?: string,
): Promise<number> {
  await requireWebhook(reading, caller, webhook);
  const revived = await reviveDeliveries(reading.db, webhook, delivery);
  if (delivery !== undefined && revived === 0) throw new PortolanError("DeliveryUnknown", { webhook, delivery });
  return revived;
}
