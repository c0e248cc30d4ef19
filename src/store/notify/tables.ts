import type { ParticipantId } from "../../domain/entry.ts";

/** Who is notified of entries, and of which ones. */
export interface NotifyTables {
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
}

export interface WebhooksTable {
  id: string;
  participant: ParticipantId;
  url: string;
  /** `whsec_…` (Standard Webhooks), needed in clear to sign. */
  secret: string;
  /** Numbers of the kinds to report, separated by commas; empty for all. */
  kinds: string;
  /** `position` of the last entry that was examined for it. */
  cursor: number;
  created_at: number;
  disabled_at: number | null;
}

export interface DeliveriesTable {
  /** `<webhook>.<position>`: the message id, the same at every attempt. */
  id: string;
  /** Of a webhook, or of a subscription to EPCIS events. */
  webhook: string;
  /** The entry's hash; for a subscription `<after>-<until>`, the positions between which its events were recorded. */
  entry: string;
  attempts: number;
  state: "pending" | "delivered" | "dead";
  next_attempt_ms: number;
  last_error: string | null;
}
