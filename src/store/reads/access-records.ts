import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { DISCREET, DISCREET_SECONDS } from "../../domain/reads/purpose.ts";
import type { AccessRecord } from "../../domain/reads/access-record.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";
import { statement } from "../query/statement.ts";
import type { AccessAnchorsTable, AccessRecordsTable } from "./tables.ts";

export interface StoredAccessRecord extends AccessRecord {
  readonly leaf: Bytes32;
}

const own = statement<AccessRecordsTable>(
  "select * from access_records where reader = ?1 and number < ?2 order by number desc limit ?3",
);

/** An authority's records below a number, the newest first. */
export async function readAccessRecords(
  db: Database,
  reader: ParticipantId,
  before: number,
  limit: number,
): Promise<StoredAccessRecord[]> {
  return (await own(db, [reader, before, limit])).map(recordOf);
}

/** A place in the order of a shipment's reads: time, reader and number. */
export type ReadPlace = readonly [time: number, reader: ParticipantId, number: number];

const PLACE = "s.time, s.reader, s.number";

const ofShipment = (condition: string) =>
  statement<AccessRecordsTable>(
    `select r.* from access_record_shipments s join access_records r on r.reader = s.reader and r.number = s.number
     where s.shipment = ?1 and (${PLACE}) < (?2, ?3, ?4) and ${condition}
     order by s.time desc, s.reader desc, s.number desc limit ?5`,
  );

const byReader = ofShipment("s.reader = ?6");

const byAll = ofShipment(
  `(r.purpose is null or r.purpose not in (${DISCREET.map((purpose) => `'${purpose}'`).join()}) or r.time <= ?6)`,
);

/** The reads of a shipment's payloads by one authority, the newest first. */
export async function readReadsBy(
  db: Database,
  shipment: ShipmentId,
  reader: ParticipantId,
  before: ReadPlace,
  limit: number,
): Promise<StoredAccessRecord[]> {
  return (await byReader(db, [shipment, ...before, limit, reader])).map(recordOf);
}

/**
 * The reads of a shipment's payloads that whoever was affected sees, the newest first.
 *
 * @param now Unix seconds.
 */
export async function readReadsShown(
  db: Database,
  shipment: ShipmentId,
  now: number,
  before: ReadPlace,
  limit: number,
): Promise<StoredAccessRecord[]> {
  return (await byAll(db, [shipment, ...before, limit, now - DISCREET_SECONDS])).map(recordOf);
}

const affected = statement<{ one: number }>(
  `select 1 as one from entitlements where shipment = ?1 and reader = ?2 and rule in ('consignor', 'custodian') limit 1`,
);

/** Whether a participant is or was consignor or custodian of a shipment. */
export async function isAffected(db: Database, shipment: ShipmentId, participant: ParticipantId): Promise<boolean> {
  return (await affected(db, [shipment, participant])).length > 0;
}

const entriesAmong = listStatement<{ hash: EntryHash }>(
  (list) => `select hash from entries where shipment = ?1 and hash in ${list}`,
  2,
);

/** Those of the entries that belong to a shipment. */
export async function entriesOfShipment(
  db: Database,
  shipment: ShipmentId,
  entries: readonly EntryHash[],
): Promise<ReadonlySet<EntryHash>> {
  return new Set((await entriesAmong(db, [shipment], entries)).map(({ hash }) => hash));
}

const leaves = statement<{ leaf: Bytes32 }>(
  "select leaf from access_records where reader = ?1 and number between ?2 and ?3 order by number",
);

/** The leaves of a range of records, in their order. */
export async function readLeaves(db: Database, reader: ParticipantId, first: number, last: number): Promise<Bytes32[]> {
  return (await leaves(db, [reader, first, last])).map(({ leaf }) => leaf);
}

/** A range of records whose act is recorded, with the act's record. */
export interface AnchorRow extends Pick<AccessAnchorsTable, "first" | "last" | "root" | "journal"> {
  readonly act: Bytes32;
  readonly commitment: Bytes32;
  readonly recordedAt: number;
  readonly seed: Bytes32;
}

const anchors = statement<AnchorRow>(
  `select n.first, n.last, n.root, n.journal, a.hash as act, a.commitment, a.recorded_at as "recordedAt", r.seed
   from access_anchors n join act_submissions s on s.id = n.submission join acts a on a.hash = s.entry
   join act_records r on r.commitment = a.commitment and r.author = a.author
   where n.reader = ?1 and n.first <= ?2 and n.last >= ?3 order by n.first desc limit ?4`,
);

/** An authority's anchors that begin at most at `until` and end at least at `from`, the newest first. */
export function readAnchors(
  db: Database,
  reader: ParticipantId,
  until: number,
  from: number,
  limit: number,
): Promise<AnchorRow[]> {
  return anchors(db, [reader, until, from, limit]);
}

function recordOf({ on_behalf_of: onBehalfOf, entries, ...row }: AccessRecordsTable): StoredAccessRecord {
  return { ...row, onBehalfOf, entries: fromJsonText(entries) };
}
