import type { Bytes32, EntryHash, ShipmentId } from "../../domain/entry.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { HELD, PAYLOAD, type EntryRecord } from "./entries.ts";
import { ENTRY_COLUMNS, entryStatement } from "./entry-columns.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { Database } from "../open-database.ts";
import { SHIPMENT_COLUMNS, SHIPMENT_FROM, type ShipmentRecord } from "./shipments.ts";
import { readStanding } from "../access/standing.ts";
import { statement } from "../query/statement.ts";
import { identifiedFlag, seen, visibilityParameters, type Visibility } from "../access/visibility.ts";

/** A shipment and the state of the chain when it was read, from one statement. */
export interface TracedShipment extends ShipmentRecord {
  readonly checkpoint: JsonText<Checkpoint>;
  /** 1 when a unit is or was inside it. */
  readonly carried: 0 | 1;
}

/** The fields of an entry that a trace needs. */
export type TracedRow = Pick<
  EntryRecord,
  "hash" | "position" | "sequence" | "entry" | "recordedAt" | "summary" | "erasedAt" | "view" | "held"
>;

/** One loading or unloading of a shipment that the caller may see. */
export interface NestingRow {
  readonly hash: EntryHash;
  readonly shipment: ShipmentId;
  readonly unit: ShipmentId;
  readonly kind: number;
  readonly position: number;
  readonly occurredAt: number;
  readonly identifier: string | null;
  readonly identified: 0 | 1;
}

const NESTING = `kind in (${KINDS.Load}, ${KINDS.Unload})`;

const traced = statement<TracedShipment>(
  `select ${SHIPMENT_COLUMNS}, ${identifiedFlag("s.id")} as identified, f.value as checkpoint,
  case when exists (select 1 from entries n where n.refers_to = s.id and n.${NESTING}) then 1 else 0 end as carried
  ${SHIPMENT_FROM} join single_values f on f.name = 'checkpoint' where s.id = ?5 and ${seen("s.id")}`,
);

const COLUMNS = `e.hash, e.position, e.sequence, ${ENTRY_COLUMNS}, e.recorded_at as "recordedAt", p.summary,
  p.erased_at as "erasedAt", ${HELD}`;

const history = entryStatement<Omit<TracedRow, "entry" | "view">>(
  `select ${COLUMNS} from entries e ${PAYLOAD} where e.shipment = ?1 and e.sequence <= ?2 order by e.sequence`,
);

const between = entryStatement<Omit<TracedRow, "entry" | "view">>(
  `select ${COLUMNS} from entries e ${PAYLOAD} where e.shipment = ?1 and e.position > ?2 and e.position < ?3
  order by e.sequence limit ?4`,
);

const identity = statement<{ identifier: string }>("select identifier from identities where shipment = ?1");

const settled = statement<{ checkpoint: JsonText<Checkpoint>; hash: Bytes32 | null }>(
  `select f.value as checkpoint, (select b.hash from blocks b where b.number = ?1) as hash
  from single_values f where f.name = 'checkpoint'`,
);

/** Most units in one statement. */
const UNITS = 200;

/** The shipment, or `undefined` when it does not exist or is invisible to the caller. */
export async function readTracedShipment(
  db: Database,
  visibility: Visibility,
  id: ShipmentId,
): Promise<TracedShipment | undefined> {
  return (await traced(db, [...visibilityParameters(visibility), id]))[0];
}

/** The first `count` entries of a shipment, in chain order. */
export async function readHistory(
  db: Database,
  visibility: Visibility,
  shipment: ShipmentId,
  count: number,
): Promise<TracedRow[]> {
  const [rows, viewOf] = await Promise.all([
    history(db, [shipment, count]),
    readStanding(db, visibility, shipment, shipment),
  ]);
  return rows.map((row) => ({ ...row, view: viewOf(row) }));
}

/** The entries of a unit between two positions, while it contained a shipment. */
export interface StayInUnit {
  /** The shipment inside, directly or within other units. */
  readonly content: ShipmentId;
  readonly unit: ShipmentId;
  readonly after: number;
  readonly before: number;
}

/** Entries of a unit around a shipment, in chain order, at most `limit`. */
export async function readEntriesAround(
  db: Database,
  visibility: Visibility,
  { content, unit, after, before }: StayInUnit,
  limit: number,
): Promise<TracedRow[]> {
  const [rows, viewOf] = await Promise.all([
    between(db, [unit, after, before, limit]),
    readStanding(db, visibility, content, unit),
  ]);
  return rows.map((row) => ({ ...row, view: viewOf(row) }));
}

/** The canonical identifier of a shipment. The caller checks the right to read it. */
export async function readIdentifier(db: Database, shipment: ShipmentId): Promise<string | null> {
  return (await identity(db, [shipment]))[0]?.identifier ?? null;
}

/** Loads into and unloads from these units before `position`, in chain order, at most `limit` rows. */
export async function readNestings(
  db: Database,
  visibility: Visibility,
  units: readonly ShipmentId[],
  before: number,
  limit: number,
): Promise<NestingRow[]> {
  const rows: NestingRow[] = [];
  for (let start = 0; start < units.length && rows.length < limit; start += UNITS) {
    const parameters = [...visibilityParameters(visibility), before, limit - rows.length];
    const names = units.slice(start, start + UNITS).map((unit) => `?${parameters.push(unit)}`);
    const nestings = statement<NestingRow>(
      `select e.hash, e.shipment, e.refers_to as unit, e.kind, e.position, e.occurred_at as "occurredAt", i.identifier,
      ${identifiedFlag("e.shipment")} as identified
      from entries e left join identities i on i.shipment = e.shipment
      where e.refers_to in (${names.join()}) and e.${NESTING} and e.position < ?5 and ${seen("e.shipment")}
      order by e.position limit ?6`,
    );
    rows.push(...(await nestings(db, parameters)));
  }
  return rows;
}

/** Whether the blocks up to `checkpoint` are still followed: no reorganisation undid them. */
export async function isStillFollowed(db: Database, checkpoint: Checkpoint): Promise<boolean> {
  const row = (await settled(db, [checkpoint.block]))[0];
  if (row === undefined || fromJsonText(row.checkpoint).block < checkpoint.block) return false;
  return row.hash === null || row.hash === checkpoint.hash;
}
