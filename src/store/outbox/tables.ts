import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { EntryColumns } from "../chain/tables.ts";
import type { ActColumns } from "../cooperation/tables.ts";

/** Accepted submissions and the data that the gateway needs to record them. */
export interface OutboxTables {
  identities: IdentitiesTable;
  payloads: PayloadsTable;
  requests: RequestsTable;
  submissions: SubmissionsTable;
  act_submissions: ActSubmissionsTable;
  attempts: AttemptsTable;
  batches: BatchesTable;
  transactions: TransactionsTable;
}

/** The identifier and blind of a shipment's id; known to the gateway that opened it or received them. */
export interface IdentitiesTable {
  shipment: ShipmentId;
  /** Canonical URI. */
  identifier: string;
  blind: Bytes32;
  opened_by: ParticipantId;
}

export interface PayloadsTable {
  commitment: Bytes32;
  /** Canonical JSON of the held members; null once erased. */
  body: JsonText<JsonObject> | null;
  /** Seed of the commitment's salts; null once erased, and for a part of a payload. */
  seed: Bytes32 | null;
  /** What proves a part of a payload; null for a whole one and once erased. */
  disclosure: JsonText<Disclosure> | null;
  /** How much is held: `all`, the view whose members another member disclosed, or `facts` once erased. */
  view: ViewNumber;
  /** The part that a trace shows; null once erased. */
  summary: JsonText<Summary> | null;
  /** Countries in the payload, separated by commas. */
  countries: string;
  author: ParticipantId;
  erased_at: number | null;
}

/** One row for each `Idempotency-Key` of a participant. */
export interface RequestsTable {
  participant: ParticipantId;
  idempotency_key: string;
  /** SHA-256 of the request's method, path and body. */
  digest: string;
  /** For each draft, in order, the id of its submission or its error. */
  results: JsonText<readonly (number | Failure)[]>;
  accepted_at: number;
}

/** The tables of accepted submissions, one for each ledger. */
export const OUTBOXES = ["submissions", "act_submissions"] as const;

/** The durable outbox: every accepted submission of an entry. */
export interface SubmissionsTable extends EntryColumns, SubmissionColumns {}

/** The same for acts of the ledger of cooperation. */
export interface ActSubmissionsTable extends ActColumns, SubmissionColumns {}

/** What both tables have beside the statement. */
interface SubmissionColumns {
  /** Position in the order of acceptance, which one counter gives to both tables. */
  id: number;
  /** The head that the entry must follow; null when the gateway may sign it on any head. */
  previous: EntryHash | null;
  /** The participant's own signature; null when the gateway signs. */
  signature: Hex | null;
  state: "accepted" | "recorded" | "refused";
  /** Hash under which it was recorded or finally refused. */
  entry: EntryHash | null;
  /** Error code of a refusal. */
  code: ErrorCode | null;
  facts: JsonText<Failure["facts"]> | null;
  accepted_at_ms: number;
  settled_at_ms: number | null;
}

/** Every signed form of a submission; a new head requires a new one. */
export interface AttemptsTable {
  hash: EntryHash;
  submission: number;
  batch: number;
}

/** One relay nonce. Its entries are fixed; its transaction may be replaced with a higher fee. */
export interface BatchesTable {
  id: number;
  relay: Hex;
  nonce: number;
  state: "pending" | "mined" | "void";
  /** The block that contains it. */
  block: number | null;
}

export interface TransactionsTable {
  hash: Bytes32;
  batch: number;
  /** The signed bytes. Only these are ever sent. */
  raw: Uint8Array;
  sent_at_ms: number;
}
