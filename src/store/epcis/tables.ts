import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray, JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Flag } from "../chain/tables.ts";

/** EPCIS events as they are found and captured. */
export interface EpcisTables {
  epcis_events: EpcisEventsTable;
  epcis_carriers: EpcisCarriersTable;
  epcis_terms: EpcisTermsTable;
  epcis_numbers: EpcisNumbersTable;
  epcis_queries: EpcisQueriesTable;
  epcis_subscriptions: EpcisSubscriptionsTable;
  epcis_revoked_tokens: EpcisRevokedTokensTable;
  epcis_jobs: EpcisJobsTable;
  epcis_job_entries: EpcisJobEntriesTable;
}

/** Captured EPCIS events; their bodies are payloads. */
export interface EpcisEventsTable {
  /** The first submission that carries it. */
  id: number;
  /** What makes an event the same one: it is stored once. */
  key: string;
  event_id: string;
  author: ParticipantId;
  /** Of the payload that is the event. */
  commitment: Bytes32;
  /** The `@context` entries that it is read with, beside the standard's own. */
  context: JsonText<JsonArray>;
  event_time_ms: number;
  /** `position` and block time of the first entry that carries it; null until one is recorded. */
  position: number | null;
  recorded_at: number | null;
}

/** The submissions that carry an event, one on each unit that it names. */
export interface EpcisCarriersTable {
  submission: number;
  event: number;
  shipment: ShipmentId;
  /** Of its entry; null until that is recorded. */
  position: number | null;
}

/** What an event says as text, by the name of the field. */
export interface EpcisTermsTable {
  name: string;
  value: string;
  event: number;
}

/** What an event says as numbers, times in Unix milliseconds among them. */
export interface EpcisNumbersTable {
  name: string;
  value: number;
  event: number;
}

/** Named queries; a name belongs to the participant that gave it. */
export interface EpcisQueriesTable {
  participant: ParticipantId;
  name: string;
  /** The query's parameters, as given. */
  query: JsonText<JsonObject>;
  created_at: number;
}

/** Subscriptions to the results of a named query. */
export interface EpcisSubscriptionsTable {
  id: string;
  participant: ParticipantId;
  query: string;
  url: string;
  /** What the receiver knows the sender by; needed in clear to sign. Null when it gave none. */
  signature_token: string | null;
  /** JSON object of the schedule; null when results are told as they come. */
  schedule: string | null;
  report_if_empty: Flag;
  /** Only events recorded then or later are told. */
  initial_record_time_ms: number;
  /** `position` up to which results were told. */
  cursor: number;
  /** Of a schedule. */
  next_run_ms: number | null;
  created_at: number;
  disabled_at: number | null;
}

/** Page tokens that their holder gave back before they expired. */
export interface EpcisRevokedTokensTable {
  /** SHA-256 of the token. */
  digest: string;
  expires_at: number;
}

/** Capture jobs: one for each EPCIS document that was taken on. */
export interface EpcisJobsTable {
  id: string;
  participant: ParticipantId;
  behaviour: "rollback" | "proceed";
  /** How many events the document has. */
  events: number;
  /** JSON Pointer to the list of its events; empty for a single event. */
  list: string;
  created_at_ms: number;
  /** Null while entries of it are on their way to the chain. */
  finished_at_ms: number | null;
  /** JSON arrays of what is wrong with which event . */
  problems: string;
  warnings: string;
}

/** The submissions that a capture job made. */
export interface EpcisJobEntriesTable {
  submission: number;
  job: string;
  /** Index of its event in the document. */
  event: number;
  event_id: string;
  /** The kind of entry that the event means; the submission's own kind is what it became. */
  meant: number;
  /** Why it became no more than a Report. */
  discrepancy: JsonText<Failure> | null;
  /** The refused submission that this one stands in for. */
  stands_for: number | null;
}
