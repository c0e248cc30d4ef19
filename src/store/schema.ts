/**
 * The tables, column for column. Hashes, ids, keys and signatures are lower-case `0x` hexadecimal; times are Unix
 * seconds unless the name says `_ms`; JSON is kept as text. What the chain says (`participants` to `successors`) is
 * written by the follower alone and can be rebuilt; what was promised and what the chain never sees (`identities`,
 * `payloads`, `requests`, `submissions`, `attempts`, `batches`, `transactions`, the accounts, and all of EPCIS but the
 * positions) cannot.
 */
export interface Schema {
  facts: FactsTable;
  participants: ParticipantsTable;
  keys: KeysTable;
  blocks: BlocksTable;
  entries: EntriesTable;
  refusals: RefusalsTable;
  shipments: ShipmentsTable;
  cases: CasesTable;
  successors: SuccessorsTable;
  parties: PartiesTable;
  shipment_countries: ShipmentCountriesTable;
  identities: IdentitiesTable;
  payloads: PayloadsTable;
  requests: RequestsTable;
  submissions: SubmissionsTable;
  attempts: AttemptsTable;
  batches: BatchesTable;
  transactions: TransactionsTable;
  api_keys: ApiKeysTable;
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
  epcis_events: EpcisEventsTable;
  epcis_carriers: EpcisCarriersTable;
  epcis_terms: EpcisTermsTable;
  epcis_numbers: EpcisNumbersTable;
  epcis_queries: EpcisQueriesTable;
  epcis_subscriptions: EpcisSubscriptionsTable;
  epcis_revoked_tokens: EpcisRevokedTokensTable;
  epcis_jobs: EpcisJobsTable;
  epcis_job_entries: EpcisJobEntriesTable;
  party_identifiers: PartyIdentifiersTable;
}

/**
 * Single values: the pinned chain (`chain`), the follower's checkpoint (`checkpoint`), the last that witnesses cosigned
 * (`cosigned`), the key of `page-tokens`.
 */
export interface FactsTable {
  name: string;
  value: string;
}

export interface ParticipantsTable {
  id: number;
  name: string;
  roles: number;
  /** ISO 3166-1 alpha-2. */
  jurisdiction: string;
  suspended: number;
}

export interface KeysTable {
  address: string;
  participant: number;
  valid_from: number;
  valid_until: number;
}

/** The newest blocks that were followed, as deep as a reorganisation can be repaired. */
export interface BlocksTable {
  number: number;
  hash: string;
  timestamp: number;
  /** JSON: the rows that this block changed, as they were before it (src/store/chain/undo.ts). */
  before: string;
}

/** Every recorded entry. `position` orders them as the chain does: block number × 2^20 + log index. */
export interface EntriesTable {
  hash: string;
  position: number;
  shipment: string;
  sequence: number;
  previous: string;
  kind: number;
  author: number;
  counterparty: number;
  refers_to: string;
  occurred_at: number;
  commitment: string;
  signature: string;
  block: number;
  /** The block's time: when it was recorded. */
  recorded_at: number;
  transaction_hash: string;
}

/** Entries that the contract refused, by the transaction log that says so. */
export interface RefusalsTable {
  position: number;
  hash: string;
  shipment: string;
  kind: number;
  author: number;
  code: string;
  /** JSON object of the error's facts. */
  facts: string;
  block: number;
  transaction_hash: string;
}

/** The custody record of each shipment (src/domain/rules/custody.ts), its head, and where it is loaded. */
export interface ShipmentsTable {
  id: string;
  head: string;
  custodian: number;
  consignor: number;
  offered_to: number;
  sequence: number;
  contents: number;
  open_cases: number;
  open_remedies: number;
  height: number;
  /** Index into `PHASES`. */
  phase: number;
  /** The unit that it is directly inside of, or the zero hash. */
  container: string;
  /** `occurred_at` of its first entry. */
  began_at: number;
  /** `recorded_at` of its last entry. */
  updated_at: number;
  /** `position` of its last entry: lists are ordered by it. */
  updated_position: number;
}

export interface CasesTable {
  hold: string;
  shipment: string;
  agency: number;
  custodian: number;
  notified: number;
  contested: number;
  seized: number;
  closed: number;
  opened_at: number;
  /** Time of the first Notice, 0 before it: what the clocks of the jurisdiction profile run from. */
  notified_at: number;
  closed_at: number;
}

/** Which entry corrected which. */
export interface SuccessorsTable {
  shipment: string;
  author: number;
  entry: string;
  successor: string;
}

/**
 * Who is party to a shipment and may read it: consignor, custodians, those it was offered to, agencies that inspected
 * or held it, those served, and the tribunal that decided. Not whoever merely reports: that would let anyone read what
 * it knows the id of.
 */
export interface PartiesTable {
  shipment: string;
  participant: number;
}

/** The countries that a shipment's payloads name: customs there may read it. */
export interface ShipmentCountriesTable {
  shipment: string;
  country: string;
  /** Of the entry that named it first. */
  position: number;
}

/** What stands behind a shipment's blinded id; known to the gateway that opened it or was told. */
export interface IdentitiesTable {
  shipment: string;
  /** Canonical URI (src/domain/identifiers). */
  identifier: string;
  /** 32 bytes. */
  blind: string;
  opened_by: number;
}

export interface PayloadsTable {
  commitment: string;
  /** Canonical JSON; null once erased. */
  body: string | null;
  /** 32 bytes from which the salts of the commitment are derived; null once erased. */
  seed: string | null;
  /** JSON: what a trace shows of it without opening it (`summarise`); null once erased. */
  summary: string | null;
  /** Countries that it names, separated by commas. */
  countries: string;
  author: number;
  erased_at: number | null;
}

/** One line for each `Idempotency-Key` of a participant. */
export interface RequestsTable {
  participant: number;
  idempotency_key: string;
  /** SHA-256 of the request's method, path and body. */
  digest: string;
  /** JSON array, one item a draft in order: the id of its submission, or the error that it alone had. */
  results: string;
  accepted_at: number;
}

/** What was promised: the durable outbox. */
export interface SubmissionsTable {
  /** Position in the order of acceptance. */
  id: number;
  author: number;
  shipment: string;
  kind: number;
  counterparty: number;
  refers_to: string;
  occurred_at: number;
  commitment: string;
  /** The head that the entry must follow; null where the gateway may sign it on whatever the head is. */
  previous: string | null;
  /** The participant's own signature; null where the gateway signs. */
  signature: string | null;
  state: "accepted" | "recorded" | "refused";
  /** Hash under which it was recorded, or finally refused. */
  entry: string | null;
  /** Error code and JSON facts of a refusal. */
  code: string | null;
  facts: string | null;
  accepted_at_ms: number;
  settled_at_ms: number | null;
}

/** Every signed form of a submission; it gets another when it is re-based on a new head. */
export interface AttemptsTable {
  hash: string;
  submission: number;
  batch: number;
}

/** One relay nonce: the entries sent under it are fixed, its transaction may be replaced with a higher fee. */
export interface BatchesTable {
  id: number;
  relay: string;
  nonce: number;
  state: "pending" | "mined" | "void";
  /** Block in which it was mined. */
  block: number | null;
}

export interface TransactionsTable {
  hash: string;
  batch: number;
  /** The signed bytes, which alone are ever sent again. */
  raw: Uint8Array;
  sent_at_ms: number;
}

export interface ApiKeysTable {
  /** Public part of the key. */
  id: string;
  participant: number;
  label: string;
  /** SHA-256 of the secret part. */
  secret_hash: string;
  /** Scopes, separated by spaces. */
  scopes: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
}

export interface WebhooksTable {
  id: string;
  participant: number;
  url: string;
  /** `whsec_…` (Standard Webhooks), needed in clear to sign. */
  secret: string;
  /** Kinds to tell of, separated by commas; empty for all. */
  kinds: string;
  /** `position` of the last entry that was considered for it. */
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

/** Captured EPCIS events; their bodies are payloads. */
export interface EpcisEventsTable {
  /** The first submission that carries it. */
  id: number;
  /** What makes an event the same one: it is stored once. */
  key: string;
  event_id: string;
  author: number;
  /** Of the payload that is the event. */
  commitment: string;
  /** JSON array: what its contexts say beside the standard's own. */
  context: string;
  event_time_ms: number;
  /** `position` and block time of the first entry that carries it; null until one is recorded. */
  position: number | null;
  recorded_at: number | null;
}

/** The submissions that carry an event, one on each unit that it names. */
export interface EpcisCarriersTable {
  submission: number;
  event: number;
  shipment: string;
  /** Of its entry; null until that is recorded. */
  position: number | null;
}

/** What an event says as text, by the name of the field (src/epcis/query/index-event.ts). */
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
  participant: number;
  name: string;
  /** JSON object of the query's parameters, as given. */
  query: string;
  created_at: number;
}

/** Who is told of the results of a named query. */
export interface EpcisSubscriptionsTable {
  id: string;
  participant: number;
  query: string;
  url: string;
  /** What the receiver knows the sender by; needed in clear to sign. Null when it gave none. */
  signature_token: string | null;
  /** JSON object of the schedule; null when results are told as they come. */
  schedule: string | null;
  report_if_empty: number;
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
  participant: number;
  behaviour: "rollback" | "proceed";
  /** How many events the document has. */
  events: number;
  /** JSON Pointer to the list of its events; empty for a single event. */
  list: string;
  created_at_ms: number;
  /** Null while entries of it are on their way to the chain. */
  finished_at_ms: number | null;
  /** JSON arrays of what is wrong with which event (src/epcis/capture/job-problem.ts). */
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
  /** JSON of code and facts: why it became no more than a Report. */
  discrepancy: string | null;
  /** The refused submission that this one stands in for. */
  stands_for: number | null;
}

/** Which participant a party's identifier in events means (a PGLN, a GLN or another URI, canonical). */
export interface PartyIdentifiersTable {
  identifier: string;
  participant: number;
}
