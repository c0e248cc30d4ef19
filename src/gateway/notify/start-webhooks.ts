import type { Logger } from "pino";
import type { Reading } from "../read/reading.ts";
import type { Feed } from "./feed.ts";

/** What delivering needs. */
export interface WebhookDelivery {
  readonly reading: Reading;
  readonly feed: Feed;
  readonly log: Logger;
  /** Whether `http:` and private addresses may be called. */
  readonly allowPrivate: boolean;
  /** Roles and jurisdiction of a participant now: what its webhooks may tell it. */
}

/** Delivers webhooks until it is stopped. At most one process does so at a time: the leader. */
export declare function startWebhooks(delivery: WebhookDelivery): { stop(): Promise<void> };
