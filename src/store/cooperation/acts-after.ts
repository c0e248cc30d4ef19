import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";
import { ACT_PLACE, seenAct, viewOfAct } from "./act-views.ts";
import type { ActRow } from "./visible-matters.ts";

const SEEN = `select a.*, r.body, ${viewOfAct("?1")} as view from acts a ${ACT_PLACE} where ${seenAct("?1")}`;

const within = statement<ActRow>(`${SEEN} and a.position > ?2 and a.position <= ?3 order by a.position`);

const arrived = statement<ActRow>(
  `${SEEN} and a.hash in (select n.entry from exchange_news n where n.number > ?2 and n.number <= ?3) order by a.position`,
);

const byHash = statement<ActRow>(`${SEEN} and a.hash = ?2`);

/** The acts that concern a participant, after a position and up to another one, in chain order. */
export const readActsWithin = (db: Database, reader: ParticipantId, after: number, to: number): Promise<ActRow[]> =>
  after === to ? Promise.resolve([]) : within(db, [reader, after, to]);

/** The acts that concern a participant whose record, or more of it, arrived after one arrival and up to another. */
export const readActsArrived = (db: Database, reader: ParticipantId, after: number, to: number): Promise<ActRow[]> =>
  after === to ? Promise.resolve([]) : arrived(db, [reader, after, to]);

/** An act that concerns a participant. */
export async function readActRow(db: Database, reader: ParticipantId, hash: EntryHash): Promise<ActRow | undefined> {
  return (await byHash(db, [reader, hash]))[0];
}
