import type { MatterId } from "../../domain/cooperation/act.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Checkpoint } from "../chain/checkpoint.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { ACT_PLACE, viewOfAct } from "./act-views.ts";
import { rowToAct } from "./rows.ts";
import type { ActsTable } from "./tables.ts";

/** A matter and the state of the chain when it was read, from one statement. */
export interface StoriedMatter {
  readonly head: EntryHash;
  /** The agreement of a request, or the agreement that an agreement replaces; zero for none. */
  readonly basis: MatterId;
  readonly opener: ParticipantId;
  readonly checkpoint: Checkpoint;
}

interface StoryRow extends ActsTable {
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly view: ViewNumber;
}

const storied = statement<Omit<StoriedMatter, "checkpoint"> & { checkpoint: JsonText<Checkpoint> }>(
  `select m.head, m.basis, m.opener, f.value as checkpoint from matters m
   join single_values f on f.name = 'checkpoint' where m.id = ?1`,
);

const acts = statement<StoryRow>(
  `select a.*, r.body, r.seed, ${viewOfAct("?1")} as view from acts a ${ACT_PLACE}
   where a.matter = ?2 or a.matter = ?3 order by a.position limit ?4`,
);

/** The followed head of a matter; `undefined` for an unknown one. The caller checks the right to read it. */
export async function readStoriedMatter(db: Database, matter: MatterId): Promise<StoriedMatter | undefined> {
  const [row] = await storied(db, [matter]);
  return row && { ...row, checkpoint: fromJsonText(row.checkpoint) };
}

/**
 * The acts of two matters with what this gateway holds of their records and the reader's view of each, in chain order, at
 * most `limit`.
 */
export async function readMatterStoryRows(
  db: Database,
  reader: ParticipantId,
  matter: MatterId,
  other: MatterId,
  limit: number,
) {
  const rows = await acts(db, [reader, matter, other, limit]);
  return rows.map((row) => ({
    ...rowToAct(row),
    body: row.body,
    seed: row.seed,
    view: row.view,
  }));
}
