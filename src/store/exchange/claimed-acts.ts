import type { MatterId } from "../../domain/cooperation/act.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { ACT_PLACE, viewOfAct } from "../cooperation/act-views.ts";
import type { Database } from "../open-database.ts";
import { listStatement } from "../query/list-statement.ts";

/** A recorded act whose record a parcel brings. */
export interface ClaimedAct {
  readonly matter: MatterId;
  readonly author: ParticipantId;
  readonly commitment: Bytes32;
}

const claimed = listStatement<ClaimedAct & { readonly hash: EntryHash }>(
  (hashes) => `select a.hash, a.matter, a.author, a.commitment from acts a where a.hash in ${hashes}`,
  1,
);

/** Reads those of these acts that are recorded. */
export async function readClaimedActs(db: Database, hashes: readonly EntryHash[]): Promise<Map<EntryHash, ClaimedAct>> {
  if (hashes.length === 0) return new Map();
  const rows = await claimed(db, [], hashes);
  return new Map(rows.map(({ hash, ...act }) => [hash, act]));
}

const facts = listStatement<{ readonly hash: EntryHash; readonly position: number; readonly view: ViewNumber }>(
  (hashes) =>
    `select a.hash, a.position, ${viewOfAct("?1")} as view from acts a ${ACT_PLACE} where a.hash in ${hashes}`,
  2,
);

/** Reads where those of these acts are that are recorded, and the view that a participant has of the record of each. */
export async function readActViews(
  db: Database,
  reader: ParticipantId,
  hashes: readonly EntryHash[],
): Promise<Map<EntryHash, { readonly position: number; readonly view: ViewNumber }>> {
  if (hashes.length === 0) return new Map();
  return new Map((await facts(db, [reader], hashes)).map(({ hash, position, view }) => [hash, { position, view }]));
}
