import { Webhook as Signer } from "standardwebhooks";
import type { EntryView } from "../../api/entry.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { NOT_STATED } from "../../domain/reads/access-record.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import {
  readEntriesAfter,
  readEntriesArrivedAfter,
  readEntryRecord,
  type EntryRecord,
} from "../../store/chain/entries.ts";
import { disableWebhook, planDeliveries, readActiveWebhooks, type WebhookRecord } from "../../store/notify/webhooks.ts";
import { visibilityOf } from "../caller.ts";
import { viewEntry } from "../read/entries.ts";
import { openedViews } from "../reads/opened-views.ts";
import { isAuthority } from "../reads/read-recorder.ts";
import { startDispatcher, type DeliveryContext } from "./dispatcher.ts";
import type { OutgoingMessage } from "./post-message.ts";

/**
 * Makes the message of an entry by Standard Webhooks: the headers `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`, and a body with `type`, `timestamp` and `data`.
 *
 * @param id the same id at every attempt, by which a receiver recognises a repeated message.
 * @param secret `whsec_…`.
 */
function webhookMessage(
  id: string,
  { url, secret }: { readonly url: string; readonly secret: string },
  entry: EntryView,
): Omit<OutgoingMessage, "allowPrivate"> {
  const now = new Date();
  const body = JSON.stringify({
    type: "entry.recorded",
    timestamp: new Date(entry.recordedAt * 1000).toISOString(),
    data: entry,
  });
  return {
    url,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Signer(secret).sign(id, now, body),
    },
    body,
  };
}

/** Number of entries that one transaction plans for a webhook. */
const PLANNED = 500;

/**
 * Sends entries to the webhooks of participants that may read them, until `stop` is called. An entry whose payload arrives
 * from another gateway after its block is sent again.
 */
export function startWebhooks(delivering: DeliveryContext): { stop(): Promise<void> } {
  const { reading, reads } = delivering;
  const visibilityOfOwner = ({ participant }: WebhookRecord): Visibility => {
    const { roles = 0, jurisdiction = "" } = reading.directory.get(participant) ?? {};
    return visibilityOf({ participant, roles, jurisdiction });
  };

  return startDispatcher<WebhookRecord>(delivering, {
    receivers: () => readActiveWebhooks(reading.db),

    async plan(webhook, end, stop) {
      const { db } = reading;
      const { id } = webhook;
      let { cursor, arrived } = webhook;
      const visibility = visibilityOfOwner(webhook);
      const isWanted = ({ entry: { kind } }: EntryRecord) => webhook.kinds.length === 0 || webhook.kinds.includes(kind);
      while (cursor < end && !stop.aborted) {
        const { entries, position } = await readEntriesAfter(db, visibility, cursor, PLANNED);
        if (position === cursor) break;
        await planDeliveries(
          db,
          { id, cursor, arrived },
          entries.filter(isWanted),
          { cursor: position, arrived },
          Date.now(),
        );
        cursor = position;
      }
      while (!stop.aborted) {
        const page = await readEntriesArrivedAfter(db, visibility, arrived, PLANNED);
        if (page.arrived === arrived) return;
        // A later entry is planned with its payload.
        const wanted = page.entries.filter((record) => record.position <= cursor && isWanted(record));
        await planDeliveries(db, { id, cursor, arrived }, wanted, { cursor, arrived: page.arrived }, Date.now());
        arrived = page.arrived;
      }
    },

    async compose(webhook, message) {
      const record = await readEntryRecord(reading.db, visibilityOfOwner(webhook), message.entry as EntryHash);
      if (record === undefined) return undefined;
      const view = viewEntry(reading, record);
      const composed = webhookMessage(message.id, webhook, view);
      const { participant: reader } = webhook;
      const opened = openedViews(reader, [view]);
      if (isAuthority(reading.directory.get(reader)?.roles ?? 0) && !opened.isEmpty)
        await reads.record({ reader, context: NOT_STATED, way: "webhook", opened, content: composed.body });
      return composed;
    },

    // A message has one entry.
    divide: () => Promise.resolve(false),

    disable: (webhook) => disableWebhook(reading.db, webhook.id, reading.now()),
  });
}
