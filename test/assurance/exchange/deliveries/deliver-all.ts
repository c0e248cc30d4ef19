import { VIEWS } from "../../../../src/domain/audience/view.ts";
import { widestView } from "./ever-entitled.ts";
import type { HonestLanes } from "./honest-lanes.ts";
import type { MemberStore } from "./member-store.ts";
import type { StoreWorld } from "./store-world.ts";

/** Rounds in which each gateway sends to each member: what customs lack comes in the second, what that opens later. */
const MOST_ROUNDS = 8;

/**
 * Ends all suspensions, brings every store to the end of the chain, and delivers until nothing changes.
 *
 * @returns in words what a gateway lacks, or holds without a right.
 */
export async function deliverAll(world: StoreWorld, lanes: HonestLanes): Promise<string[]> {
  for (const { participant } of world.callers) await world.suspend(participant, false);
  for (const store of world.stores) await store.follow(Infinity);
  const problems: string[] = [];
  let lacks: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const store of world.stores) {
      for (const { participant } of world.callers) {
        if (!store.members.includes(participant)) problems.push(...(await lanes.send(store, participant, "delivered")));
      }
    }
    lacks = (await Promise.all(world.stores.map((store) => findLacking(world, store)))).flat();
    if (problems.length > 0 || lacks.length === 0) break;
  }
  return [...problems, ...lacks];
}

/** The entries to whose payload a gateway's members are entitled, and which it holds too little of. */
async function findLacking({ truth, ever }: StoreWorld, { db, name, members }: MemberStore): Promise<string[]> {
  const known = await truth.db.reader.selectFrom("payloads").select("commitment").execute();
  const exists = new Set(known.map(({ commitment }) => commitment));
  const rows = await db.reader.selectFrom("payloads").select(["commitment", "view"]).execute();
  const held = new Map(rows.map(({ commitment, view }) => [commitment, view]));
  return ever.entries.flatMap((entry) => {
    const view = widestView(entry, members);
    const isLacking = exists.has(entry.commitment) && (held.get(entry.commitment) ?? 0) < VIEWS.indexOf(view);
    return isLacking ? [`${name} lacks ${entry.hash} (${view}, has ${held.get(entry.commitment)})`] : [];
  });
}
