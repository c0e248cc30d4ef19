import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "../../../src/domain/entry.ts";
import { checkPromises } from "./check-promises.ts";
import { Clients } from "./clients.ts";
import { RECOVERY_MS, type Fault } from "./fault.ts";
import { planWork } from "./plan-work.ts";
import { healthOf, untilReady, type World } from "./world.ts";

/** The result of a fault. */
export interface Proof {
  readonly fault: string;
  /** Number of acknowledged entries, and milliseconds from the end of the fault to recovery. */
  readonly promises: number;
  readonly recoveredMs: number | undefined;
  /** Number of comparisons, and the violated promises as sentences. */
  readonly checks: number;
  readonly violations: readonly string[];
}

/** Stories that run in parallel. */
const STORIES = 6;

/** Milliseconds within which a gateway reports that it is not ready; it tolerates 10 s of silence. */
const NOTICED_MS = 60_000;

/** Milliseconds after recovery within which all acknowledged entries are settled. */
const SETTLED_MS = 120_000;

/**
 * Lets a world work, fail and recover, and checks the promises. No acknowledged entry is lost or doubled. `/readyz` is
 * correct during the fault and after it, and the metrics show the fault. The gateway recovers without an operator.
 *
 * @param work The work during the fault: the seed of the choices, and the steps of each story.
 * @param known Commitments that were acknowledged in this world before; those of this proof are added.
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
    violations.push(`/readyz does not report ${fault.isReady ? "ready" : "not ready"}`);
  }
  await sleep(fault.lastsMs);
  await end();

  const ended = Date.now();
  const maxMs = fault.recoveryMs ?? RECOVERY_MS;
  const recovered = await Promise.race([
    clients.probe().then(() => untilReady(world, true, maxMs)),
    sleep(maxMs, undefined, { ref: false }),
  ]);
  const recoveredMs = recovered === undefined ? undefined : Date.now() - ended;
  if (recoveredMs === undefined) violations.push(`nothing is recorded ${maxMs / 1_000} s after its end`);
  if (fault.isUnseen !== true && (await troubles()) === before) violations.push("the metrics do not show the fault");

  const isDone = await Promise.race([working.then(() => true), sleep(SETTLED_MS, false, { ref: false })]);
  if (!isDone) violations.push(`acknowledged entries are not settled ${SETTLED_MS / 1_000} s after its end`);
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
