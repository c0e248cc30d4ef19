import type { Webhook } from "../../api/webhook.ts";
import { kindName } from "../../domain/rules/kind.ts";
import { countDeliveries } from "../../store/notify/deliveries.ts";
import type { WebhookRecord } from "../../store/notify/webhooks.ts";
import type { Reading } from "../read/reading.ts";

/** A stored webhook as its owner sees it: without its secret. */
export async function viewWebhook({ db }: Reading, record: WebhookRecord): Promise<Webhook> {
  const { id, url, kinds, createdAt, disabledAt } = record;
  const names = kinds.map(kindName).filter((name) => name !== undefined);
  return { id, url, kinds: names, createdAt, disabledAt, ...(await countDeliveries(db, id)) };
}
