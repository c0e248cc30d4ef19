import { kindName, type Kind } from "../../domain/rules/kind.ts";
import { countDeliveries } from "../../store/notify/deliveries.ts";
import type { WebhookRecord } from "../../store/notify/webhooks.ts";
import type { Reading } from "../read/reading.ts";

/** Where a participant wants to be told of entries. Times are Unix seconds. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Kinds to tell of; empty for all. */
  readonly kinds: readonly Kind[];
  readonly createdAt: number;
  /** When the receiver said that it is gone for good (HTTP 410), since when it is told nothing. */
  readonly disabledAt: number | null;
  /** Messages that wait, and that were given up. */
  readonly pending: number;
  readonly dead: number;
}

/** A stored webhook as its owner sees it: without its secret. */
export async function viewWebhook({ db }: Reading, record: WebhookRecord): Promise<Webhook> {
  const { id, url, kinds, createdAt, disabledAt } = record;
  const names = kinds.map(kindName).filter((name) => name !== undefined);
  return { id, url, kinds: names, createdAt, disabledAt, ...(await countDeliveries(db, id)) };
}
