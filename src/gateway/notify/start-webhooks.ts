import type { EntryHash } from "../../domain/entry.ts";
import { readEntriesAfter, readEntryRecord } from "../../store/chain/entries.ts";
import { disableWebhook, planDeliveries, readActiveWebhooks, type WebhookRecord } from "../../store/notify/webhooks.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { visibilityOf } from "../access.ts";
import { viewEntry } from "../read/entry-view.ts";
import { startDispatcher, type DeliveryContext } from "./dispatcher.ts";
import { webhookLetter } from "./webhook-letter.ts";

/** Entries considered for one webhook in one transaction. */
const PLANNED = 500;

/** Tells webhooks of the entries that their owners may read, until it is stopped. */
export function startWebhooks(delivering: DeliveryContext): { stop(): Promise<void> } {
  const { reading } = delivering;
  const visibilityOfOwner = ({ participant }: WebhookRecord): Visibility => {
    const { roles = 0, jurisdiction = "" } = reading.directory.get(participant) ?? {};
    return visibilityOf({ participant, roles, jurisdiction, scopes: new Set() });
  };

  return startDispatcher<WebhookRecord>(delivering, {
    receivers: () => readActiveWebhooks(reading.db),

    async plan(webhook, end, stop) {
      let cursor = webhook.cursor;
      while (cursor < end && !stop.aborted) {
        const page = await readEntriesAfter(reading.db, visibilityOfOwner(webhook), cursor, PLANNED);
        if (page.position === cursor) return;
        const isWanted = (kind: number) => webhook.kinds.length === 0 || webhook.kinds.includes(kind);
        const wanted = page.entries.filter(({ entry }) => isWanted(entry.kind));
        await planDeliveries(reading.db, { id: webhook.id, cursor }, wanted, page.position, Date.now());
        cursor = page.position;
      }
    },

    async compose(webhook, message) {
      const record = await readEntryRecord(reading.db, visibilityOfOwner(webhook), message.entry as EntryHash);
      return record && webhookLetter(message.id, webhook, viewEntry(reading, record));
    },

    disable: (webhook) => disableWebhook(reading.db, webhook.id, reading.now()),
  });
}
