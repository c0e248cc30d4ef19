import type { Page, PageRequest } from "../../api/page.ts";
import type { DeadLetter } from "../../api/webhook.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readSubscriptions } from "../../store/epcis/subscriptions.ts";
import { countDeliveries, readDeadDeliveries, reviveDeliveries } from "../../store/notify/deliveries.ts";
import { readWebhooks } from "../../store/notify/webhooks.ts";
import type { Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import type { ReadContext } from "../read/read-context.ts";

/** Counts the pending messages and the dead letters of all webhooks and subscriptions. */
export const countMessages = ({ db }: Pick<ReadContext, "db">): Promise<{ pending: number; dead: number }> =>
  countDeliveries(db);

/**
 * Lists the dead letters of a webhook or of a subscription to EPCIS events.
 *
 * @throws PortolanError `WebhookUnknown`, `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listDeadLetters(
  reading: ReadContext,
  caller: Caller,
  webhook: string,
  page: PageRequest,
): Promise<Page<DeadLetter>> {
  await requireReceiver(reading, caller, webhook);
  return readPage(
    reading.db,
    { name: "dead-letters", key: "string" },
    page,
    (after, limit) => readDeadDeliveries(reading.db, webhook, after, limit),
    ({ id }) => id,
    (message): DeadLetter => ({
      ...message,
      entry: message.entry.startsWith("0x") ? (message.entry as EntryHash) : null,
      lastError: message.lastError ?? "",
    }),
  );
}

/**
 * Sends dead letters again with the same ids.
 *
 * @param delivery id of one dead letter; all dead letters when absent.
 * @returns number of messages.
 * @throws PortolanError `WebhookUnknown`, `DeliveryUnknown`.
 */
export async function replayDeadLetters(
  reading: ReadContext,
  caller: Caller,
  webhook: string,
  delivery?: string,
): Promise<number> {
  await requireReceiver(reading, caller, webhook);
  const revived = await reviveDeliveries(reading.db, webhook, delivery);
  if (delivery !== undefined && revived === 0) throw new PortolanError("DeliveryUnknown", { webhook, delivery });
  return revived;
}

/** @throws PortolanError `WebhookUnknown` if the caller has no webhook and no subscription with this id. */
async function requireReceiver({ db }: ReadContext, { participant }: Caller, id: string): Promise<void> {
  const webhooks = await readWebhooks(db, participant);
  if (webhooks.some((webhook) => webhook.id === id)) return;
  const subscriptions = await readSubscriptions(db, participant);
  if (!subscriptions.some((subscription) => subscription.id === id)) {
    throw new PortolanError("WebhookUnknown", { webhook: id });
  }
}
