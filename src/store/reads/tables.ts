import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Purpose } from "../../domain/reads/purpose.ts";

/** Which answers showed payloads to authorities. They cannot be rebuilt from the chain. */
export interface ReadTables {
  access_records: AccessRecordsTable;
  access_record_shipments: AccessRecordShipmentsTable;
  access_heads: AccessHeadsTable;
  access_anchors: AccessAnchorsTable;
}

export interface AccessRecordsTable {
  reader: ParticipantId;
  number: number;
  time: number;
  way: string;
  purpose: Purpose | null;
  basis: string | null;
  officer: string | null;
  on_behalf_of: ParticipantId | null;
  entries: JsonText<readonly EntryHash[]>;
  count: number;
  digest: Bytes32;
  previous: Bytes32;
  leaf: Bytes32;
}

/** The shipments whose payloads an answer showed. */
export interface AccessRecordShipmentsTable {
  shipment: ShipmentId;
  time: number;
  reader: ParticipantId;
  number: number;
}

/** The number and the leaf of each reader's last record. */
export interface AccessHeadsTable {
  reader: ParticipantId;
  number: number;
  leaf: Bytes32;
}

/** The ranges of records whose root an act puts on chain. */
export interface AccessAnchorsTable {
  reader: ParticipantId;
  first: number;
  last: number;
  root: Bytes32;
  journal: Bytes32;
  /** Unix milliseconds; part of the idempotency key of the act. */
  planned_at_ms: number;
  /** Number of the act's submission, once it was accepted. */
  submission: number | null;
}
