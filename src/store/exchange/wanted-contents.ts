import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { positionOf } from "../../domain/position.ts";
import {
  readerParameters,
  shiftParameters,
  type ViewNumber,
  viewOfEntry,
  type Visibility,
} from "../access/visibility.ts";
import { PAYLOAD } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";
import { statement } from "../query/statement.ts";
import { CONTENT_COLUMNS, type HeldContent, JOIN_IDENTITIES } from "./held-content.ts";

/** Two members: the one that reads, and the one that gives or compares. */
export interface ReaderAndGiver {
  readonly reader: Visibility;
  readonly giver: Visibility;
}

/** What is held of an entry's payload, or of an act's record, and what both members may read of it. */
export interface SharedEntry {
  readonly entry: EntryHash;
  readonly position: number;
  /** Null for an act. */
  readonly shipment: ShipmentId | null;
  readonly author: ParticipantId;
  /** Null when nothing of the payload was ever held; 0 when it is erased. */
  readonly held: ViewNumber | null;
  readonly erasedAt: number | null;
  /** Characters of what is held. */
  readonly characters: number;
  readonly view: ViewNumber;
  readonly giverView: ViewNumber;
}

/** Parameters `?1` to `?3` are those of the reader, `?4` to `?6` those of the giver. */
const SHARED = `select e.hash as entry, e.position, e.shipment, e.author, p.view as held, p.erased_at as "erasedAt",
  coalesce(length(p.body), 0) as characters, ${viewOfEntry} as view, ${shiftParameters(viewOfEntry, 3)} as "giverView"
  from entries e`;

const ofEntries = listStatement<SharedEntry>(
  (hashes) => `${SHARED} ${PAYLOAD} where e.hash in ${hashes} order by e.position`,
  7,
);
const held = statement<SharedEntry>(
  `${SHARED} join payloads p on p.commitment = e.commitment and p.author = e.author
    where e.position > ?7 and e.position <= ?8 and (p.view > 0 or p.erased_at is not null)
    order by e.position limit ?9`,
);
const contents = listStatement<HeldContent & { readonly entry: EntryHash }>(
  (hashes) => `select e.hash as entry, ${CONTENT_COLUMNS} from entries e ${PAYLOAD} ${JOIN_IDENTITIES}
    where e.hash in ${hashes}`,
  4,
);
const ofShipment = statement<{ entry: EntryHash; position: number }>(
  "select hash as entry, position from entries where shipment = ?1 and position > ?2 order by position limit ?3",
);
const ofBlocks = statement<{ entry: EntryHash; position: number }>(
  "select hash as entry, position from entries where position > ?1 and position <= ?2 order by position limit ?3",
);

const parametersOf = ({ reader, giver }: ReaderAndGiver) => [...readerParameters(reader), ...readerParameters(giver)];

/** Those of these entries that are recorded, in the order of the chain. */
export function readSharedEntries(
  db: Database,
  members: ReaderAndGiver,
  entries: readonly EntryHash[],
): Promise<SharedEntry[]> {
  return ofEntries(db, parametersOf(members), entries);
}

/** Entries of which something is or was held, between two positions, the first excluded. */
export function readHeldBetween(
  db: Database,
  members: ReaderAndGiver,
  after: number,
  to: number,
  limit: number,
): Promise<SharedEntry[]> {
  return held(db, [...parametersOf(members), after, to, limit]);
}

/** Reads payloads of entries with the identities that their reader may know. */
export async function readHeldContents(
  db: Database,
  reader: Visibility,
  entries: readonly EntryHash[],
): Promise<Map<EntryHash, HeldContent>> {
  if (entries.length === 0) return new Map();
  const rows = await contents(db, readerParameters(reader), entries);
  return new Map(rows.map(({ entry, ...content }) => [entry, content]));
}

/** The entries of a shipment after a position, in the order of the chain. */
export function readEntriesOfShipment(db: Database, shipment: ShipmentId, after: number, limit: number) {
  return ofShipment(db, [shipment, after, limit]);
}

/** The entries of a range of blocks after a position, in the order of the chain. */
export function readEntriesOfBlocks(
  db: Database,
  { from, to }: { readonly from: number; readonly to: number },
  after: number,
  limit: number,
) {
  return ofBlocks(db, [Math.max(after, beforeBlock(from)), endOfBlock(to), limit]);
}

/** The largest position before a block, and the largest in it; at most what a database can compare. */
export const beforeBlock = (block: number): number => Math.min(positionOf(block, 0) - 1, Number.MAX_SAFE_INTEGER);
export const endOfBlock = (block: number): number => beforeBlock(block + 1);
