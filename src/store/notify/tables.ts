import type { ParticipantId } from "../../domain/entry.ts";

/** Webhooks and their deliveries. */
export interface NotifyTables {
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
}

export interface WebhooksTable {
  id: string;
  participant: ParticipantId;
  url: string;
  /** Secret `whsec_…` (Standard Webhooks), in clear because it signs messages. */
  secret: string;
  /** Numbers of the kinds to report, separated by commas; empty for all. */
  kinds: string;
  /** `position` of the last entry that was examined for this webhook. */
  cursor: number;
  /** Number of the last arrival of a payload that was examined for this webhook. */
  arrived: number;
  created_at: number;
  disabled_at: number | null;
}

export interface DeliveriesTable {
  /** `<webhook>.<position>`, with `-<arrival>` for a payload that arrived later: the message id, the same for every attempt. */
  id: string;
  /** Id of a webhook, or of an EPCIS subscription. */
  webhook: string;
  /** The entry's hash; for a subscription `<after>-<until>`, the positions between which its events were recorded. */
  entry: string;
  attempts: number;
  state: "pending" | "delivered" | "dead";
  next_attempt_ms: number;
  last_error: string | null;
}
