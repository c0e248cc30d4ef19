import fc from "fast-check";
import { ACT, type Act, some } from "../../../gateway/exchange/random-story.ts";
import { deliver, outcomesOf } from "./deliver.ts";
import { findExcess } from "./find-excess.ts";
import { FATES, type Fate, type HonestLanes } from "./honest-lanes.ts";
import { makeRogueItem, type RogueAct, type RogueItem } from "./rogue.ts";
import type { StoreWorld } from "./store-world.ts";

/** One step of a random sequence of entries, directory changes and deliveries. */
export type WorldAct =
  | { readonly do: "consign" | "tell"; readonly act: Act }
  | { readonly do: "follow"; readonly store: number; readonly blocks: number }
  | { readonly do: "key"; readonly member: number }
  | { readonly do: "suspend"; readonly member: number; readonly suspended: boolean }
  | { readonly do: "send"; readonly store: number; readonly recipient: number; readonly fate: Fate }
  | { readonly do: "late"; readonly request: number }
  | { readonly do: "restart"; readonly store: number }
  | { readonly do: "rogue"; readonly acts: readonly RogueAct[]; readonly target: number };

const ROGUE: fc.Arbitrary<RogueAct> = fc.record({
  ...{ sender: fc.nat(), recipient: fc.nat(), entry: fc.nat(), form: fc.nat(), identity: fc.nat() },
  ...{ rule: fc.nat(), key: fc.nat(), sequence: fc.nat() },
});

export const WORLD_ACT: fc.Arbitrary<WorldAct> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("consign" as const), act: ACT }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant("tell" as const), act: ACT }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("follow" as const),
      store: fc.nat(),
      blocks: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("key" as const), member: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("suspend" as const), member: fc.nat(), suspended: fc.boolean() }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      store: fc.nat(),
      recipient: fc.nat(),
      fate: fc.constantFrom(...FATES),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("late" as const), request: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), store: fc.nat() }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("rogue" as const),
      acts: fc.array(ROGUE, { minLength: 1, maxLength: 4 }),
      target: fc.nat(),
    }),
  },
);

/** Counts of what happened, by name. */
export type Tally = Map<string, number>;

/** A world, with the lanes of its honest gateways. */
export interface Play {
  readonly world: StoreWorld;
  readonly lanes: HonestLanes;
  readonly tally: Tally;
}

export function count(tally: Tally, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

/** Performs a step, and looks for what a gateway then holds, or was sent, without a right. @returns it in words. */
export async function perform({ world, lanes, tally }: Play, step: WorldAct): Promise<string[]> {
  switch (step.do) {
    case "consign":
      await world.consign(step.act);
      return [];
    case "tell":
      if (world.told.shipments.length > 0) await world.tell(step.act);
      return [];
    case "follow":
      await some(world.stores, step.store).follow(step.blocks);
      return [];
    case "key":
      await world.announceKey(some(world.callers, step.member).participant);
      return [];
    case "suspend":
      await world.suspend(some(world.callers, step.member).participant, step.suspended);
      return [];
    case "send":
      return send(world, lanes, step);
    case "late":
      return lanes.arriveLate(step.request);
    case "restart":
      lanes.forget(some(world.stores, step.store));
      return [];
    case "rogue":
      return sendRogue(world, step, tally);
  }
}

async function send(
  world: StoreWorld,
  lanes: HonestLanes,
  { store, recipient, fate }: Extract<WorldAct, { do: "send" }>,
): Promise<string[]> {
  const from = some(world.stores, store);
  const others = world.callers.filter(({ participant }) => !from.members.includes(participant));
  return lanes.send(from, some(others, recipient).participant, fate);
}

async function sendRogue(
  world: StoreWorld,
  { acts, target }: Extract<WorldAct, { do: "rogue" }>,
  tally: Tally,
): Promise<string[]> {
  const made: RogueItem[] = [];
  for (const act of acts) {
    const item = await makeRogueItem(world, act);
    if (item !== undefined) made.push(item);
  }
  const problems: string[] = [];
  // One request has one recipient, so that those to others are refused.
  const requests = target % 4 === 0 ? [made] : Map.groupBy(made, ({ recipient }) => recipient).values();
  for (const request of requests) {
    const [first] = request;
    if (first === undefined) continue;
    const store = target % 10 === 0 ? some(world.stores, target) : world.storeOf(first.recipient);
    const delivered = await deliver(
      store,
      request.map(({ item }) => item),
    );
    for (const outcome of outcomesOf(delivered)) count(tally, outcome);
    problems.push(...(await findExcess(store, world.ever)));
  }
  return problems;
}
