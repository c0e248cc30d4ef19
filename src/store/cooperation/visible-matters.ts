import type { MatterId } from "../../domain/cooperation/act.ts";
import type { OpenedItem } from "../../domain/cooperation/cooperation-state.ts";
import {
  AGREEMENT_STATES,
  JOINT_CASE_STATES,
  KNOWN_MATTER,
  MATTER_STATES,
  REQUEST_STATES,
  type MatterState,
} from "../../domain/cooperation/matter-state.ts";
import type { MatterType } from "../../domain/cooperation/matter-type.ts";
import { TIMED_REQUEST } from "../../domain/cooperation/request-rules.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { FollowedAct, FollowedMatter } from "../../domain/followed.ts";
import { numberOf, type ViewNumber } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { ACT_PLACE, viewOfAct } from "./act-views.ts";
import { rowToAct, rowToItem, rowToMatter } from "./rows.ts";
import type { ActsTable, MatterItemsTable, MattersTable } from "./tables.ts";

/** SQL: the states in a list, by their numbers. */
export const inStates = (states: readonly MatterState[], of = "m") =>
  `${of}.state in (${states.map((state) => MATTER_STATES.indexOf(state)).join(", ")})`;

/**
 * SQL: the participant ?1 opened the matter `m`, is asked in it, or has a seat in it. Each has an index, so that a page
 * costs the same however many matters there are. Who left a joint case has a blank seat and sees it no more, also its
 * convener.
 */
export const OWNS = {
  opener: `matters m where m.opener = ?1 and not ${inStates(JOINT_CASE_STATES)}`,
  answerer: "matters m where m.answerer = ?1",
  seat: "matter_seats s join matters m on m.id = s.matter where s.participant = ?1 and s.named = 1",
} as const;

const EXHIBITED = MATTER_STATES.indexOf("Exhibited");

/**
 * SQL: the participant ?1 gives, receives or first gave the item `i`, or is a member of the joint case of the exhibit
 * `i`.
 */
export const OWN_ITEM = `(i.author = ?1 or i.recipient = ?1 or (i.originator = ?1 and i.state <> ${EXHIBITED})
  or (i.state = ${EXHIBITED} and exists (select 1 from matter_seats s
    where s.matter = i.matter and s.participant = ?1 and s.signed = 1)))`;

/** SQL: 1 for a request whose time is up at ?4, else 0. */
const OVERDUE = `case when ${inStates(TIMED_REQUEST)} and m.ends_at <> 0 and m.ends_at <= ?4 then 1 else 0 end`;

/** A matter with the record of the act that opened it, where this gateway holds it. */
interface MatterRow extends MattersTable {
  readonly body: JsonText<JsonObject> | null;
}

const pageOf = (owns: string, filter: string) =>
  `select * from (select m.* from ${owns} and m.updated_position < ?2 and ${filter} and (${OVERDUE}) between ?5 and ?6
     order by m.updated_position desc limit ?3) page`;

const listOf = (filter: string) =>
  statement<MatterRow>(
    `select m.*, r.body from (${Object.values(OWNS)
      .map((owns) => pageOf(owns, filter))
      .join(" union ")}) m
     join acts a on a.matter = m.id and a.sequence = 1
     left join act_records r on r.commitment = a.commitment and r.author = a.author
     order by m.updated_position desc limit ?3`,
  );

const LISTS = {
  any: listOf("1 = 1"),
  agreement: listOf(inStates(AGREEMENT_STATES)),
  request: listOf(inStates(REQUEST_STATES)),
  journal: listOf(`not ${inStates(KNOWN_MATTER)}`),
  jointCase: listOf(inStates(JOINT_CASE_STATES)),
} as const;

const own = statement<{ id: MatterId }>(
  Object.values(OWNS)
    .map((owns) => `select m.id from ${owns} and m.id = ?2`)
    .join(" union "),
);

const items = statement<MatterItemsTable & { opened: number }>(
  `select i.*, a.position as opened from matter_items i join acts a on a.hash = i.hash
   where ${OWN_ITEM} and a.position < ?2 order by a.position desc limit ?3`,
);

const item = statement<MatterItemsTable>(
  `select i.* from matter_items i where i.matter = ?2 and i.hash = ?3 and ${OWN_ITEM}`,
);

/** A recorded act with as much of its record as this gateway holds, and the reader's view of it. */
export interface ActRow extends ActsTable {
  readonly body: JsonText<JsonObject> | null;
  readonly view: ViewNumber;
}

const ACT = `select a.*, r.body, ${viewOfAct("?1")} as view from acts a ${ACT_PLACE}`;

const acts = statement<ActRow>(`${ACT} where a.matter = ?2 and a.sequence > ?3 order by a.sequence limit ?4`);

const actsAbout = statement<ActRow>(
  `${ACT} where a.matter = ?2 and (a.hash = ?3 or a.refers_to = ?3) order by a.sequence limit ?4`,
);

const content = statement<{ one: number }>(
  `select 1 as one from acts a join act_records r on r.commitment = a.commitment and r.author = a.author
   where a.hash = ?1 and r.view = ${numberOf("all")}`,
);

/** Whether the record of an act is held whole: that of a handover with what it gives. */
export const isRecordWhole = async (db: Database, act: EntryHash): Promise<boolean> =>
  (await content(db, [act])).length > 0;

/** Which matters a list has. */
export interface MatterFilter {
  readonly type: MatterType | undefined;
  /** Whether to list requests whose time is up, or other matters; all when undefined. */
  readonly overdue: boolean | undefined;
  /** Unix seconds. */
  readonly now: number;
}

export interface OwnMatter {
  readonly id: MatterId;
  readonly followed: FollowedMatter;
  /** The record of the act that opened it; null where this gateway lacks it. */
  readonly opening: JsonText<JsonObject> | null;
}

/** The participant's matters before a position, the last changed first. */
export async function listOwnMatters(
  db: Database,
  participant: ParticipantId,
  { type, overdue, now }: MatterFilter,
  before: number | undefined,
  limit: number,
): Promise<OwnMatter[]> {
  const least = overdue === true ? 1 : 0;
  const most = overdue === false ? 0 : 1;
  const values = [participant, before ?? Number.MAX_SAFE_INTEGER, limit, now, least, most];
  const rows = await LISTS[type ?? "any"](db, values);
  return rows.map((row) => ({ id: row.id, followed: rowToMatter(row), opening: row.body }));
}

/**
 * Whether the participant is a party of the agreement, a side of the request, invited to the joint case or a member of it,
 * or the author of the journal.
 */
export async function isOwnMatter(db: Database, participant: ParticipantId, matter: MatterId): Promise<boolean> {
  return (await own(db, [participant, matter])).length > 0;
}

/** The handovers, seals and exhibits that concern the participant before a position, the last opened first. */
export async function listOwnItems(
  db: Database,
  participant: ParticipantId,
  before: number | undefined,
  limit: number,
): Promise<{ readonly opened: number; readonly found: OpenedItem }[]> {
  const rows = await items(db, [participant, before ?? Number.MAX_SAFE_INTEGER, limit]);
  return rows.map((row) => ({ opened: row.opened, found: rowToItem(row) }));
}

/** A handover, a seal or an exhibit that concerns the participant. */
export async function readOwnItem(
  db: Database,
  participant: ParticipantId,
  matter: MatterId,
  hash: EntryHash,
): Promise<OpenedItem | undefined> {
  const [row] = await item(db, [participant, matter, hash]);
  return row && rowToItem(row);
}

export const listActs = (
  db: Database,
  reader: ParticipantId,
  matter: MatterId,
  after: number,
  limit: number,
): Promise<ActRow[]> => acts(db, [reader, matter, after, limit]);

/** The act that opened a handover, a seal or an exhibit, and the acts about it, oldest first. */
export const listActsAbout = (
  db: Database,
  reader: ParticipantId,
  matter: MatterId,
  hash: EntryHash,
  limit: number,
): Promise<ActRow[]> => actsAbout(db, [reader, matter, hash, limit]);

export const actOfRow = (row: ActRow): FollowedAct => rowToAct(row);
