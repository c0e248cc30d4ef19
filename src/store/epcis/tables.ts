import type { Bytes32, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonArray, JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { Flag } from "../chain/tables.ts";

/** Captured EPCIS events, their index, and the queries and jobs on them. */
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
  /** Its number: that of the first submission that carries it, or taken from the same counter when it arrived. */
  id: number;
  /** The identity of the event, which is stored once. */
  key: string;
  event_id: string;
  author: ParticipantId;
  /** Commitment to the event, which is a payload. */
  commitment: Bytes32;
  /** The `@context` entries of the event, besides the standard's own. */
  context: JsonText<JsonArray>;
  event_time_ms: number;
  /** `found` of its first carrier; null until one is recorded. */
  found: number | null;
  /** The time from which searches find the event, in the order of `found`. */
  recorded_at_ms: number | null;
}

/** The recorded entries that carry an event as their payload, one for each unit that it names. */
export interface EpcisCarriersTable {
  /** Position of the entry. */
  position: number;
  event: number;
  shipment: ShipmentId;
  /**
   * Its number in the order in which this database could find carriers. That is the order of the chain, apart from
   * events that arrived after their entries.
   */
  found: number;
}

/** Texts of an event, by the name of the field. */
export interface EpcisTermsTable {
  name: string;
  value: string;
  event: number;
}

/** Numbers of an event, including times in Unix milliseconds. */
export interface EpcisNumbersTable {
  name: string;
  value: number;
  event: number;
}

/** Named queries; each participant has its own names. */
export interface EpcisQueriesTable {
  participant: ParticipantId;
  name: string;
  /** The query's parameters, unchanged. */
  query: JsonText<JsonObject>;
  created_at: number;
}

/** Subscriptions to the results of a named query. */
export interface EpcisSubscriptionsTable {
  id: string;
  participant: ParticipantId;
  query: string;
  url: string;
  /** The token that authenticates the gateway to the receiver, in clear because it signs messages. Null without one. */
  signature_token: string | null;
  /** JSON object of the schedule; null when results are sent as they arise. */
  schedule: string | null;
  report_if_empty: Flag;
  /** Only events recorded at or after this time are sent. */
  initial_record_time_ms: number;
  /** `found` up to which results are planned. */
  cursor: number;
  /** The next run of the schedule. */
  next_run_ms: number | null;
  created_at: number;
  disabled_at: number | null;
}

/** Page tokens that their holder revoked before they expired. */
export interface EpcisRevokedTokensTable {
  /** SHA-256 of the token. */
  digest: string;
  expires_at: number;
}

/** Capture jobs: one for each accepted EPCIS document. */
export interface EpcisJobsTable {
  id: string;
  participant: ParticipantId;
  behaviour: "rollback" | "proceed";
  /** Number of events in the document. */
  events: number;
  /** JSON Pointer to the list of its events; empty for a document of one event. */
  list: string;
  created_at_ms: number;
  /** Null until all its submissions are settled. */
  finished_at_ms: number | null;
  /** JSON array of the problems of its events. */
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
  /** The kind that the event means; the submission itself may have another kind. */
  meant: number;
  /** The reason why the submission is only a Report; otherwise null. */
  discrepancy: JsonText<Failure> | null;
  /** The refused submission that this one replaces. */
  stands_for: number | null;
}
