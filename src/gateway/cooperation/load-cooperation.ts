import { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { readFollowedMatters, readItems, readSeats } from "../../store/cooperation/followed-matters.ts";
import type { Database } from "../../store/open-database.ts";

/** Reads the followed state of matters, of the agreements under them, of all their seats, and of items. */
export async function loadCooperation(
  db: Database,
  matters: readonly MatterId[],
  items: readonly EntryHash[],
): Promise<CooperationState> {
  const state = new CooperationState();
  const named = await readFollowedMatters(db, matters);
  const bases = await readFollowedMatters(
    db,
    [...named.values()].map(({ basis }) => basis),
  );
  const all = new Map([...bases, ...named]);
  for (const [id, matter] of all) state.matters.set(id, matter);
  for (const seat of await readSeats(db, [...all.keys()])) state.setSeat(seat);
  for (const item of await readItems(db, items)) state.setItem(item);
  return state;
}
