import type { MatterId } from "../../domain/cooperation/act.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../domain/entry.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { Flag } from "../chain/tables.ts";

/**
 * The ledger of cooperation, which the follower can rebuild from the chain, and the records that this gateway holds of its
 * acts, which it cannot.
 */
export interface CooperationTables {
  acts: ActsTable;
  act_refusals: ActRefusalsTable;
  matters: MattersTable;
  matter_seats: MatterSeatsTable;
  matter_items: MatterItemsTable;
  act_records: ActRecordsTable;
}

/** The fields of an act of a row, except `previous`. The last four have a prefix: `code` is an error elsewhere. */
export interface ActColumns {
  matter: MatterId;
  kind: number;
  author: ParticipantId;
  counterparty: ParticipantId;
  refers_to: Bytes32;
  occurred_at: number;
  commitment: Bytes32;
  act_until: number;
  act_period: number;
  act_code: number;
  act_codes: number;
}

/** Every recorded act. `position` orders acts and entries as the chain does. */
export interface ActsTable extends ActColumns {
  hash: EntryHash;
  position: number;
  sequence: number;
  previous: EntryHash;
  signature: Hex;
  block: number;
  /** The block's time. */
  recorded_at: number;
  transaction_hash: Bytes32;
}

/** Acts that the contract refused, by the transaction log of the refusal. */
export interface ActRefusalsTable {
  position: number;
  hash: EntryHash;
  matter: MatterId;
  kind: number;
  author: ParticipantId;
  code: ErrorCode;
  /** The facts of the error. */
  facts: JsonText<Failure["facts"]>;
  block: number;
  transaction_hash: Bytes32;
}

/** The record of each matter, as its last act left it. */
export interface MattersTable {
  id: MatterId;
  head: EntryHash;
  /** Index into `MATTER_STATES`. */
  state: number;
  sequence: number;
  opener: ParticipantId;
  answerer: ParticipantId;
  parties: number;
  signed: number;
  suspensions: number;
  agreeing: number;
  ends_at: number;
  period: number;
  code: number;
  measures: number;
  round: number;
  /** The agreement of a request or a joint case, or the agreement that an agreement replaces, or the zero hash. */
  basis: MatterId;
  /** Digest of the terms of an agreement or a joint case, or the zero hash. */
  terms: Bytes32;
  /** `recorded_at` of its first act. */
  opened_at: number;
  /** `recorded_at` of its last act. */
  updated_at: number;
  /** `position` of its last act, by which lists are ordered. */
  updated_position: number;
}

/** The places of participants in agreements and joint cases. A member that left has a blank one. */
export interface MatterSeatsTable {
  matter: MatterId;
  participant: ParticipantId;
  directions: number;
  named: Flag;
  signed: Flag;
  suspended: Flag;
  task: number;
  agreed_round: number;
}

/** Handovers, seals and exhibits, by the hash of the act that opened them. */
export interface MatterItemsTable {
  hash: EntryHash;
  matter: MatterId;
  /** Index into `MATTER_STATES`. */
  state: number;
  author: ParticipantId;
  recipient: ParticipantId;
  originator: ParticipantId;
  consent_to: ParticipantId;
  code: number;
  caveats: number;
  ends_at: number;
  /** Two bytes. */
  jurisdiction: Hex;
  content: Bytes32;
}

/** The record to which an act commits, or a part of it, by commitment and author as for payloads. */
export interface ActRecordsTable {
  commitment: Bytes32;
  author: ParticipantId;
  /** Canonical JSON. */
  body: JsonText<JsonObject>;
  /** Seed of the commitment's salts; null for a part. */
  seed: Bytes32 | null;
  /** `all`, or `handoff` for the record of a handover without what it gives. */
  view: ViewNumber;
  /** What proves a part; null for a whole record. */
  disclosure: JsonText<Disclosure> | null;
}
