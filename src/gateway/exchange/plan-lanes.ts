import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { lastEntryPosition } from "../../store/chain/entries.ts";
import {
  closeLanes,
  narrowLane,
  openLanes,
  readHungryLanes,
  readLanes,
  type LaneRow,
} from "../../store/exchange/lanes.ts";
import { planNewActs, readHasNewActs } from "../../store/exchange/plan-acts.ts";
import { planHistory, planNewEntries, planReviews, readHasReviews } from "../../store/exchange/plan-parcels.ts";
import type { LaneBasis } from "../../store/exchange/tables.ts";
import type { Database } from "../../store/open-database.ts";
import { visibilityOf } from "../caller.ts";
import type { OtherMember } from "./other-members.ts";

/**
 * Plans what is owed to other members: new entries and acts first, then earlier entries that became open, then one page
 * of the history of each lane that has little else to send.
 *
 * @param own The members of this gateway, by number.
 * @param time Of the chain, in Unix seconds.
 * @returns whether more of a history can be planned at once.
 */
export async function planLanes(
  db: Database,
  others: readonly OtherMember[],
  own: readonly ParticipantId[],
  time: number,
): Promise<boolean> {
  const lanes = await readLanes(db);
  if (lanes.length === 0 && others.length === 0) return false;
  await adjustLanes(db, lanes, others, own);
  if (others.length === 0) return false;
  const end = await lastEntryPosition(db);
  if (lanes.length < others.length || lanes.some(({ planned_to }) => planned_to < end)) {
    while (await planNewEntries(db, own));
  }
  if (await readHasNewActs(db)) {
    while (await planNewActs(db, { own, time }));
  }
  if (await readHasReviews(db)) {
    while (await planReviews(db, { own, time }));
  }
  const more = await Promise.all((await readHungryLanes(db)).map((recipient) => planHistory(db, recipient, own)));
  return more.includes(true);
}

/** Opens and closes lanes, and lets a lane whose basis grew plan its history again. */
async function adjustLanes(
  db: Database,
  lanes: readonly LaneRow[],
  others: readonly OtherMember[],
  own: readonly ParticipantId[],
): Promise<void> {
  const known = new Map(lanes.map(({ recipient, basis }) => [recipient, fromJsonText(basis)]));
  const opening: { recipient: ParticipantId; basis: LaneBasis }[] = [];
  for (const { participant } of others) {
    const { id: recipient, roles, jurisdiction } = participant;
    const { country, tribunalOf } = visibilityOf({ participant: recipient, roles, jurisdiction });
    const basis = { country, tribunalOf, own };
    const before = known.get(recipient);
    known.delete(recipient);
    if (before === undefined || opensMore(before, basis)) opening.push({ recipient, basis });
    else if (own.length < before.own.length || before.country !== country || before.tribunalOf !== tribunalOf) {
      await narrowLane(db, recipient, basis);
    }
  }
  if (opening.length > 0) await openLanes(db, opening);
  if (known.size > 0) await closeLanes(db, [...known.keys()]);
}

function opensMore(before: LaneBasis, now: LaneBasis): boolean {
  const isNew = (value: string, old: string) => value !== "" && value !== old;
  const had = new Set(before.own);
  return (
    isNew(now.country, before.country) || isNew(now.tribunalOf, before.tribunalOf) || now.own.some((id) => !had.has(id))
  );
}
