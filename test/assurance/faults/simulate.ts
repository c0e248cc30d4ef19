import { setTimeout as sleep } from "node:timers/promises";
import { Capturers } from "./capturers.ts";
import { checkPromises } from "./check-promises.ts";
import { Clients } from "./clients.ts";
import type { Episode, SimulationPlan } from "./plan-simulation.ts";
import { untilReady, type World, startWorld } from "./world.ts";

/** The result of a simulation. */
export interface Simulated {
  /** Number of executed steps and faults. */
  readonly steps: number;
  readonly promises: number;
  readonly recorded: number;
  readonly reads: number;
  readonly violations: readonly string[];
}

/** Milliseconds after which an episode begins, even before the planned number of entries was acknowledged. */
const PATIENCE_MS = 8_000;

/** Milliseconds after the last fault within which all entries are recorded. */
const SETTLED_MS = 120_000;

/**
 * Executes a plan on real gateways, chain, database and signer, each behind a proxy for its faults. Then compares the
 * acknowledged entries with the chain and the model. Work and faults follow from the plan; exact times do not, because
 * the components are real.
 *
 * @param settings Settings of the gateways, in addition to those of the world.
 */
export async function simulate(
  plan: SimulationPlan,
  say: (text: string) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<Simulated> {
  const { isOnPostgres, changesChain, stories, seed } = plan;
  const world = await startWorld({
    ...(isOnPostgres && { gatewaysOnPostgres: 2 }),
    signsRemotely: ["carrier"],
    inProcesses: true,
    settings: { BATCH_ENTRIES: "8", ...settings },
  });
  const urls = () => world.gateways.map(({ url }) => url);
  const { participants } = world.stack;
  const clients = new Clients({ urls, participants, chainMayReorganise: changesChain });
  const capturers = new Capturers(urls, participants["trader"]?.token ?? "");
  const reading = clients.readSteadily();
  try {
    const work = Promise.all([...stories.map((story) => clients.play(story)), capturers.play(seed, plan.captures)]);
    for (const [index, episode] of plan.episodes.entries()) {
      await untilPromised(clients, clients.promised.length + episode.afterPromises);
      say(`episode ${index + 1}: ${episode.faults.map(({ name }) => name).join("; ") || "nothing"}`);
      await live(world, episode);
    }
    const isDone = await Promise.race([
      work.then(() => capturers.settled()).then(() => untilReady(world, true, SETTLED_MS)),
      sleep(SETTLED_MS, undefined, { ref: false }),
    ]);
    const counts = {
      steps: stories.reduce((sum, story) => sum + story.length, 0) + plan.captures + plan.episodes.length,
      reads: clients.reads,
    };
    const found = [...capturers.violations];
    if (isDone === undefined) {
      const stuck = clients.promised.filter(({ submission }) => submission.state === "accepted").length;
      found.push(
        `after ${SETTLED_MS / 1_000} s ${stuck} acknowledged entries are not settled, or a gateway is not ready`,
      );
      return {
        ...counts,
        promises: clients.promised.length,
        recorded: 0,
        violations: [...found, ...clients.violations],
      };
    }
    const verdict = await checkPromises(clients, {
      nodeUrl: world.chain.target,
      ledger: world.config.contracts?.ledger ?? "0x",
      gatewayUrl: urls()[0] ?? "",
      participants,
      othersCommitments: capturers.entries.map(({ commitment }) => commitment),
    });
    return {
      ...counts,
      promises: verdict.promises + capturers.entries.length,
      recorded: verdict.recorded,
      violations: [...found, ...verdict.violations],
    };
  } finally {
    clients.callOff();
    capturers.callOff();
    await reading;
    await world.stop();
  }
}

async function untilPromised(clients: Clients, count: number): Promise<void> {
  const begun = Date.now();
  while (clients.promised.length < count && Date.now() - begun < PATIENCE_MS) await sleep(20);
}

async function live(world: World, { faults, lastsMs }: Episode): Promise<void> {
  const ends: (() => Promise<void> | void)[] = [];
  for (const fault of faults) ends.push(await fault.begin(world));
  await sleep(lastsMs);
  // All at once: a restarting gateway needs the node and the database.
  await Promise.all(ends.reverse().map(async (end) => end()));
}
