import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "../../../src/domain/entry.ts";
import { checkPromises } from "./check-promises.ts";
import { Clients } from "./clients.ts";
import { RECOVERY_MS, type Fault } from "./fault.ts";
import { planWork } from "./plan-work.ts";
import { healthOf, untilReady, type World } from "./world.ts";

/** How a fault was borne. */
export interface Proof {
  readonly fault: string;
  /** Acknowledged entries, and how many of the fault's own milliseconds recovery took. */
  readonly promises: number;
  readonly recoveredMs: number | undefined;
  /** What was compared, and what was not as it must be, in sentences. */
  readonly checks: number;
  readonly violations: readonly string[];
}

/** Stories that are carried out side by side. */
const STORIES = 6;

/** A gateway says that it is not ready within this time, in milliseconds; it bears silence for 10 s. */
const NOTICED_MS = 60_000;

/** All that was promised is settled within this time after recovery, in milliseconds. */
const SETTLED_MS = 120_000;

/**
 * Lets a world work, fail, and recover, and checks what was promised: nothing acknowledged is lost, nothing is there
 * twice, `/readyz` tells the truth during and after, the metrics show it, and nobody has to start anything again.
 *
 * @param work Decides on what is done meanwhile: the seed of the choices, and the steps of each story.
 * @param known Commitments of what was promised in this world before; those of this proof are added.
 */
export async function proveFault(
  world: World,
  fault: Fault,
  work: { readonly seed: number; readonly steps: number },
  known: Hex[],
): Promise<Proof> {
  const violations: string[] = [];
  const { participants } = world.stack;
  const clients = new Clients({
    urls: () => world.gateways.map(({ url }) => url),
    participants,
    chainMayReorganise: fault.changesChain === true,
  });
  const troubles = async () =>
    sum(await Promise.all(world.gateways.map(async (each) => (await healthOf(each)).troubles)));
  const before = await troubles();
  const working = Promise.all(planWork(work.seed, STORIES, work.steps).map((story) => clients.play(story)));
  const reading = clients.readSteadily();
  await sleep(300);

  const end = await fault.begin(world);
  if (fault.isReady !== undefined && (await untilReady(world, fault.isReady, NOTICED_MS)) === undefined) {
    violations.push(`/readyz does not come to say ${fault.isReady ? "ready" : "not ready"}`);
  }
  await sleep(fault.lastsMs);
  await end();

  const ended = Date.now();
  const mostMs = fault.recoveryMs ?? RECOVERY_MS;
  const recovered = await Promise.race([
    clients.probe().then(() => untilReady(world, true, mostMs)),
    sleep(mostMs, undefined, { ref: false }),
  ]);
  const recoveredMs = recovered === undefined ? undefined : Date.now() - ended;
  if (recoveredMs === undefined) violations.push(`nothing is recorded ${mostMs / 1_000} s after its end`);
  if (fault.isUnseen !== true && (await troubles()) === before) violations.push("the metrics do not show it");

  const isDone = await Promise.race([working.then(() => true), sleep(SETTLED_MS, false, { ref: false })]);
  if (!isDone) violations.push(`what was promised is not settled ${SETTLED_MS / 1_000} s after its end`);
  const verdict = isDone
    ? await checkPromises(clients, {
        nodeUrl: world.chain.target,
        ledger: world.config.contracts?.ledger ?? "0x",
        gatewayUrl: world.gateways[0]?.url ?? "",
        participants,
        othersCommitments: known,
      })
    : { promises: 0, shipments: 0, violations: clients.violations };
  clients.callOff();
  await Promise.all([working, reading]);
  known.push(...clients.promised.map(({ submission }) => submission.commitment));
  return {
    fault: fault.name,
    promises: clients.promised.length,
    recoveredMs,
    checks: verdict.promises + verdict.shipments + clients.reads + 3,
    violations: [...violations, ...verdict.violations],
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
