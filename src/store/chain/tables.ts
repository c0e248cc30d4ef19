import type { EntitlingRule } from "../../domain/audience/entitlement.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { ChangeHash, DirectoryEvent } from "../../domain/directory/directory-event.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import type { RoleBits } from "../../domain/rules/role.ts";
import type { Failure } from "../../domain/errors/failure.ts";
import type { BlockImage } from "./block-image.ts";

/** The state of the chain. Only the follower writes these tables, and it can rebuild them from the chain. */
export interface ChainTables {
  participants: ParticipantsTable;
  keys: KeysTable;
  blocks: BlocksTable;
  entries: EntriesTable;
  refusals: RefusalsTable;
  shipments: ShipmentsTable;
  cases: CasesTable;
  successors: SuccessorsTable;
  entitlements: EntitlementsTable;
  shipment_countries: ShipmentCountriesTable;
  member_changes: MemberChangesTable;
}

export interface ParticipantsTable {
  id: ParticipantId;
  name: string;
  roles: RoleBits;
  /** ISO 3166-1 alpha-2. */
  jurisdiction: string;
  suspended: Flag;
}

export interface KeysTable {
  address: Hex;
  participant: ParticipantId;
  valid_from: number;
  valid_until: number;
}

/** The newest followed blocks, as many as a reorganisation can undo. */
export interface BlocksTable {
  number: number;
  hash: Bytes32;
  timestamp: number;
  /** The rows that this block changed, in their state before it. */
  before: JsonText<BlockImage>;
}

/** The fields of the entry of a row of `entries` or `submissions`, except `previous`. */
export interface EntryColumns {
  shipment: ShipmentId;
  kind: number;
  author: ParticipantId;
  counterparty: ParticipantId;
  refers_to: Bytes32;
  occurred_at: number;
  commitment: Bytes32;
}

/** Every recorded entry. `position` orders them as the chain does: block number × 2^20 + log index. */
export interface EntriesTable extends EntryColumns {
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

/** Entries that the contract refused, by the transaction log of the refusal. */
export interface RefusalsTable {
  position: number;
  hash: EntryHash;
  shipment: ShipmentId;
  kind: number;
  author: ParticipantId;
  code: ErrorCode;
  /** The facts of the error. */
  facts: JsonText<Failure["facts"]>;
  block: number;
  transaction_hash: Bytes32;
}

/** The custody record of each shipment, its head and its container. */
export interface ShipmentsTable {
  id: ShipmentId;
  head: EntryHash;
  custodian: ParticipantId;
  consignor: ParticipantId;
  offered_to: ParticipantId;
  sequence: number;
  contents: number;
  open_cases: number;
  open_remedies: number;
  height: number;
  /** Index into `PHASES`. */
  phase: number;
  /** The unit that directly contains it, or the zero hash. */
  container: ShipmentId;
  /** `occurred_at` of its first entry. */
  began_at: number;
  /** `recorded_at` of its last entry. */
  updated_at: number;
  /** `position` of its last entry, by which lists are ordered. */
  updated_position: number;
}

/** Customs cases. A time is 0 before the event. */
export interface CasesTable {
  hold: EntryHash;
  shipment: ShipmentId;
  agency: ParticipantId;
  custodian: ParticipantId;
  /** Two bytes in hexadecimal. */
  jurisdiction: Hex;
  /** Time of the first Notice. */
  notified_at: number;
  remedy_until: number;
  tribunal: ParticipantId;
  instance: number;
  /** Indexes into `STANDINGS`. */
  custodian_standing: number;
  consignor_standing: number;
  charged: Flag;
  exempt: Flag;
  contested: Flag;
  seized: Flag;
  closed: Flag;
  /** Four bytes in hexadecimal. */
  profile: Hex;
  opened_at: number;
  closed_at: number;
}

/** The correction of each corrected entry. */
export interface SuccessorsTable {
  shipment: ShipmentId;
  author: ParticipantId;
  entry: EntryHash;
  successor: EntryHash;
}

/** Who reads which entries of a shipment through its part in it, see `Entitlement`. */
export interface EntitlementsTable {
  shipment: ShipmentId;
  reader: ParticipantId;
  rule: EntitlingRule;
  since_position: number;
  from_position: number;
  until_position: number;
}

/** The countries that payloads of a shipment's consignor and custodians name, whose customs may read it. */
export interface ShipmentCountriesTable {
  shipment: ShipmentId;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** Position of the entry that first named it. */
  position: number;
}

/** Every change of the directory of members, from which the record of a member at any block follows. */
export interface MemberChangesTable {
  position: number;
  participant: ParticipantId;
  change_hash: ChangeHash;
  event: JsonText<DirectoryEvent>;
  signature: Hex;
  block: number;
  /** The block's time. */
  recorded_at: number;
  transaction_hash: Bytes32;
}

/** A boolean, on SQLite and PostgreSQL alike. */
export type Flag = 0 | 1;

export const flag = (value: boolean): Flag => (value ? 1 : 0);
