import { Webhook as Signer } from "standardwebhooks";
import type { ActView } from "../../api/act.ts";
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
import { readActRow, readActsArrived, readActsWithin } from "../../store/cooperation/acts-after.ts";
import { disableWebhook, planDeliveries, readActiveWebhooks, type WebhookRecord } from "../../store/notify/webhooks.ts";
import { visibilityOf } from "../caller.ts";
import { viewAct } from "../cooperation/view-act.ts";
import { viewEntry } from "../read/entries.ts";
import { openedViews } from "../reads/opened-views.ts";
import { isAuthority } from "../reads/read-recorder.ts";
import { startDispatcher, type DeliveryContext } from "./dispatcher.ts";
import type { OutgoingMessage } from "./post-message.ts";

/** What a message tells: an entry or an act that its receiver may read. */
interface Message {
  readonly type: "entry.recorded" | "act.recorded";
  /** Unix seconds. */
  readonly recordedAt: number;
  readonly data: EntryView | ActView;
}

/**
 * Makes the message of an entry or an act by Standard Webhooks: the headers `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`, and a body with `type`, `timestamp` and `data`.
 *
 * @param id the same id at every attempt, by which a receiver recognises a repeated message.
 * @param secret `whsec_…`.
 */
function webhookMessage(
  id: string,
  { url, secret }: { readonly url: string; readonly secret: string },
  { type, recordedAt, data }: Message,
): Omit<OutgoingMessage, "allowPrivate"> {
  const now = new Date();
  const body = JSON.stringify({
    type,
    timestamp: new Date(recordedAt * 1000).toISOString(),
    data,
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
 * Sends entries and acts to the webhooks of participants that may read them, until `stop` is called. An entry whose payload
 * arrives from another gateway after its block is sent again, and so is an act with its record.
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
      // A list of kinds names kinds of entries.
      const hasActs = webhook.kinds.length === 0;
      while (cursor < end && !stop.aborted) {
        const { entries, position } = await readEntriesAfter(db, visibility, cursor, PLANNED);
        if (position === cursor) break;
        const acts = hasActs ? await readActsWithin(db, webhook.participant, cursor, position) : [];
        await planDeliveries(
          db,
          { id, cursor, arrived },
          [...entries.filter(isWanted), ...acts],
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
        const acts = hasActs ? await readActsArrived(db, webhook.participant, arrived, page.arrived) : [];
        const late = acts.filter(({ position }) => position <= cursor);
        await planDeliveries(
          db,
          { id, cursor, arrived },
          [...wanted, ...late],
          { cursor, arrived: page.arrived },
          Date.now(),
        );
        arrived = page.arrived;
      }
    },

    async compose(webhook, message) {
      const { participant: reader } = webhook;
      const hash = message.entry as EntryHash;
      const record = await readEntryRecord(reading.db, visibilityOfOwner(webhook), hash);
      if (record === undefined) {
        const act = await readActRow(reading.db, reader, hash);
        if (act === undefined) return undefined;
        const data = viewAct(reading, act);
        return webhookMessage(message.id, webhook, { type: "act.recorded", recordedAt: data.recordedAt, data });
      }
      const view = viewEntry(reading, record);
      const { recordedAt } = view;
      const composed = webhookMessage(message.id, webhook, { type: "entry.recorded", recordedAt, data: view });
      const opened = openedViews(reader, [view]);
      if (isAuthority(reading.directory.get(reader)?.roles ?? 0) && !opened.isEmpty)
        await reads.record({ reader, context: NOT_STATED, way: "webhook", opened, content: composed.body });
      return composed;
    },

    // A message has one entry or act.
    divide: () => Promise.resolve(false),

    disable: (webhook) => disableWebhook(reading.db, webhook.id, reading.now()),
  });
}
