import type { Entry, EntryHash } from "../../domain/entry.ts";
import { readerParameters, type ViewNumber, viewOfEntry, type Visibility } from "../access/visibility.ts";
import { ENTRY_COLUMNS, gatherEntry } from "../chain/entry-columns.ts";
import type { Flag } from "../chain/tables.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";

/** What decides whether a member is entitled to the payload of an entry that it may be sent. */
export interface ClaimFacts {
  readonly position: number;
  /** The member's view by the followed ledger and the countries that are known to be named. */
  readonly view: ViewNumber;
  /** Whether the author held the shipment, or consigned it: then countries in its payload count as named. */
  readonly isOfHolder: boolean;
}

const facts = listStatement<Pick<ClaimFacts, "position" | "view"> & { readonly hash: EntryHash; readonly held: Flag }>(
  (hashes) => `select e.hash, e.position, ${viewOfEntry} as view,
    case when exists (select 1 from entitlements t where t.shipment = e.shipment and t.reader = e.author
      and t.rule in ('consignor', 'custodian') and t.from_position <= e.position and t.until_position > e.position)
    then 1 else 0 end as held
  from entries e where e.hash in ${hashes}`,
  4,
);

/** Reads the facts about those of these entries that are recorded. One query serves a whole request. */
export async function readClaimFacts(
  db: Database,
  visibility: Visibility,
  hashes: readonly EntryHash[],
): Promise<Map<EntryHash, ClaimFacts>> {
  if (hashes.length === 0) return new Map();
  const rows = await facts(db, readerParameters(visibility), hashes);
  return new Map(rows.map(({ hash, position, view, held }) => [hash, { position, view, isOfHolder: held === 1 }]));
}

const claimed = listStatement<Entry & { readonly hash: EntryHash }>(
  (hashes) => `select e.hash, ${ENTRY_COLUMNS} from entries e where e.hash in ${hashes}`,
  1,
);

/** Reads those of these entries that are recorded. */
export async function readClaimedEntries(db: Database, hashes: readonly EntryHash[]): Promise<Map<EntryHash, Entry>> {
  return new Map((await claimed(db, [], hashes)).map(gatherEntry).map(({ hash, entry }) => [hash, entry]));
}
