import { setTimeout as sleep } from "node:timers/promises";
import {
  type CheckedGateway,
  findBrokenReceipts,
  findExcess,
  findLeakedTexts,
  findOpen,
  keptKey,
  type Truth,
} from "./check-gateway.ts";
import { startExchangeWorld, type ExchangeWorld } from "./exchange-world.ts";
import { ExchangeWork } from "./exchange-work.ts";
import { type ExchangePlan, GATEWAY_NAMES, type GatewayName, HOMES } from "./plan-exchange.ts";
import { type GatewayReader, openGatewayReader } from "./read-gateway.ts";
import { readTruth } from "./read-truth.ts";

/** The result of a simulation. */
export interface SimulatedExchange {
  readonly steps: number;
  readonly entries: number;
  /** Disturbed requests, by fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** Milliseconds from the end of the faults to the end of all deliveries. */
  readonly quietMs: number;
  readonly violations: readonly string[];
}

/** Steps between two looks at what the gateways hold. */
const LOOK_EVERY = 10;

/** Milliseconds without any change after which nothing more is expected: a lane waits a minute for receipts of an answer. */
const STILL_MS = 90_000;
const PAUSE_MS = 500;

/** Does the work of a plan under its faults, then lets everything be delivered, and compares with the truth. */
export async function simulateExchange(
  plan: ExchangePlan,
  say: (text: string) => void = () => undefined,
): Promise<SimulatedExchange> {
  const world = await startExchangeWorld(plan);
  const work = new ExchangeWork(world);
  const readers = new Map<GatewayName, GatewayReader>();
  try {
    for (const name of GATEWAY_NAMES) readers.set(name, await openGatewayReader(world.location(name)));
    const violations = new Set<string>();
    for (const [index, step] of plan.steps.entries()) {
      await work.do(step);
      if (index % LOOK_EVERY > 0) continue;
      say(`step ${index}: ${JSON.stringify(step)}`);
      const { gateways, truth } = await look(world, readers, work);
      for (const gateway of gateways)
        for (const problem of findExcess(gateway, truth)) violations.add(`step ${index}: ${problem}`);
    }
    const faults = calm(world);
    say(`calm after ${JSON.stringify(faults)}`);
    const { problems, quietMs } = await untilDelivered(world, readers, work, say);
    for (const problem of problems) violations.add(problem);
    const { gateways, truth } = await look(world, readers, work);
    for (const gateway of gateways) {
      for (const problem of findExcess(gateway, truth)) violations.add(problem);
      const raw = await readers.get(gateway.name as GatewayName)?.raw();
      for (const problem of findLeakedTexts(gateway, raw ?? Buffer.of(), truth)) violations.add(problem);
    }
    for (const problem of [...findBrokenReceipts(gateways), ...findLost(truth)]) violations.add(problem);
    return {
      ...{ steps: plan.steps.length, entries: truth.entries.length, faults, quietMs },
      violations: [...violations].map((problem) => `seed ${plan.seed}: ${problem}`),
    };
  } finally {
    await Promise.all(Array.from(readers.values(), (reader) => reader.close()));
    work.close();
    await world.stop();
  }
}

/** Reads what every gateway holds, and then the truth, which only grows. */
async function look(world: ExchangeWorld, readers: ReadonlyMap<GatewayName, GatewayReader>, work: ExchangeWork) {
  const gateways: CheckedGateway[] = [];
  for (const [name, reader] of readers) {
    const members = HOMES[name].map((alias) => world.gateways.idOf(alias));
    gateways.push({ name, members, content: await reader.read() });
  }
  const kept = new Set(
    gateways.flatMap(({ content }) =>
      content.erasures.flatMap(({ recipient, entry, state }) => (state === "kept" ? [keptKey(recipient, entry)] : [])),
    ),
  );
  const entries = await readTruth(world.reference, work.payloads);
  const truth: Truth = { entries, payloads: work.payloads, kept };
  return { gateways, truth };
}

function calm({ proxies }: ExchangeWorld): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const proxy of Object.values(proxies)) {
    proxy.calm();
    for (const [fault, count] of proxy.counts) counts[fault] = (counts[fault] ?? 0) + count;
  }
  return counts;
}

/** Waits until nothing is open any more, as long as something changes. @returns what remains open. */
async function untilDelivered(
  world: ExchangeWorld,
  readers: ReadonlyMap<GatewayName, GatewayReader>,
  work: ExchangeWork,
  say: (text: string) => void,
): Promise<{ problems: string[]; quietMs: number }> {
  const begun = Date.now();
  let last = "";
  for (let changedAt = begun; ; await sleep(PAUSE_MS)) {
    const { gateways, truth } = await look(world, readers, work);
    const problems = gateways.flatMap((gateway) => findOpen(gateway, truth));
    const state = problems.join("\n");
    if (state !== last) {
      say(`${problems.length} open after ${Date.now() - begun} ms`);
      changedAt = Date.now();
    }
    last = state;
    if (problems.length === 0 || Date.now() - changedAt > STILL_MS) return { problems, quietMs: Date.now() - begun };
  }
}

/** Entries that a gateway reported as recorded, and the chain does not have. */
function findLost({ entries, payloads }: Truth): string[] {
  const recorded = new Set(entries.map(({ hash }) => hash));
  return payloads.flatMap(({ hash }) =>
    hash === undefined || recorded.has(hash) ? [] : [`the entry ${hash} is lost`],
  );
}
