import { randomBytes, randomUUID } from "node:crypto";
import type { Webhook, WebhookDraft } from "../../api/webhook.ts";
import { sha256 } from "../../domain/encoding/sha256.ts";
import { publicUrl } from "../../domain/encoding/public-url.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { kindName, KINDS } from "../../domain/rules/kind.ts";
import { lastPosition } from "../../store/chain/entries.ts";
import { lastNews } from "../../store/exchange/news.ts";
import { countDeliveries } from "../../store/notify/deliveries.ts";
import { deleteWebhookRecord, insertWebhook, readWebhooks, type WebhookRecord } from "../../store/notify/webhooks.ts";
import type { Caller } from "../caller.ts";
import type { ReadContext } from "../read/read-context.ts";
import { checkWebhookUrl } from "./webhook-url.ts";

/** Converts a stored webhook for its owner, without its secret and those that its address may hold. */
async function viewWebhook({ db }: ReadContext, record: WebhookRecord): Promise<Webhook> {
  const { id, url, kinds, createdAt, disabledAt } = record;
  const names = kinds.map(kindName).filter((name) => name !== undefined);
  const shown = { id, url: publicUrl(url), urlDigest: `0x${sha256(url, "hex")}` as const };
  return { ...shown, kinds: names, createdAt, disabledAt, ...(await countDeliveries(db, id)) };
}

/** Largest number of webhooks of one participant. */
const MAX_WEBHOOKS = 10;

/**
 * Creates a webhook that posts all entries from now on that the caller may read.
 *
 * @param allowPrivate whether `http:` and private addresses are allowed.
 * @returns the webhook and its secret (`whsec_…` of Standard Webhooks, 32 random bytes), which no other answer
 * contains.
 * @throws PortolanError `WebhookUrlRefused`, `TooManyWebhooks`.
 */
export async function createWebhook(
  reading: ReadContext,
  caller: Caller,
  draft: WebhookDraft,
  allowPrivate: boolean,
): Promise<{ webhook: Webhook; secret: string }> {
  const url = checkWebhookUrl(draft.url, allowPrivate).href;
  const existing = await readWebhooks(reading.db, caller.participant);
  if (existing.length >= MAX_WEBHOOKS) throw new PortolanError("TooManyWebhooks", { limit: MAX_WEBHOOKS });
  const record: WebhookRecord = {
    id: randomUUID(),
    participant: caller.participant,
    url,
    secret: `whsec_${randomBytes(32).toString("base64")}`,
    kinds: (draft.kinds ?? []).map((kind) => KINDS[kind]),
    cursor: await lastPosition(reading.db),
    arrived: await lastNews(reading.db),
    createdAt: reading.now(),
    disabledAt: null,
  };
  await insertWebhook(reading.db, record);
  return { webhook: await viewWebhook(reading, record), secret: record.secret };
}

/** Lists the caller's webhooks, oldest first. */
export async function listWebhooks(reading: ReadContext, caller: Caller): Promise<Webhook[]> {
  const records = await readWebhooks(reading.db, caller.participant);
  return Promise.all(records.map((record) => viewWebhook(reading, record)));
}

/** Deletes a webhook and its unsent messages. @throws PortolanError `WebhookUnknown`. */
export async function deleteWebhook(reading: ReadContext, caller: Caller, id: string): Promise<void> {
  await requireWebhook(reading, caller, id);
  await deleteWebhookRecord(reading.db, id);
}

/** @throws PortolanError `WebhookUnknown` if the caller has no such webhook. */
async function requireWebhook(reading: ReadContext, caller: Caller, id: string): Promise<void> {
  const records = await readWebhooks(reading.db, caller.participant);
  if (!records.some((record) => record.id === id)) throw new PortolanError("WebhookUnknown", { webhook: id });
}
