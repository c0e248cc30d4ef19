import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { Figure } from "../figure.ts";
import { deliveryLatencies, untilHeld } from "../load/payload-copies.ts";
import { openLoop } from "../load/post-load.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { addMembers, publishSender } from "../network/exchange-members.ts";
import { freePort } from "../network/free-port.ts";
import { startServer } from "../network/server-process.ts";
import type { Report } from "../workload/filled-network.ts";
import { eventPayload } from "../workload/event-payload.ts";
import { prepareGroups, recordInBulk } from "../workload/record-in-bulk.ts";
import { terminalReports } from "../workload/report-posts.ts";
import { STORY_ENTRIES } from "../workload/shipment-story.ts";

/** Most entries of each recording beside other gateways. */
const MOST_LIVE = 10_000;
const PLAIN_MESSAGES = 2_000;
const LATENCY_SECONDS = 10;
/** Longest time in which a gateway must hold what it is sent. */
const PATIENCE_S = 600;

/**
 * Measures the exchange between the gateway of all participants and gateways of three Swiss customs agencies, which
 * each shipment names. A payload counts when the recipient has verified and stored it. The rival posts the same JSON,
 * one message at a time, to a receiver that keeps it in memory.
 */
export async function benchExchange(network: BenchNetwork, entries: number, report: Report): Promise<Figure[]> {
  const figure = { benchmark: "exchange", entries };
  const live = Math.min(entries, MOST_LIVE);
  let recorded = 0;
  const shipments: ShipmentId[] = [];
  const record = async (url: string, count: number) => {
    const groups = prepareGroups(network, recorded / STORY_ENTRIES, count / STORY_ENTRIES);
    recorded += count;
    const run = await recordInBulk(url, network, groups);
    shipments.push(...run.shipments);
    return run.entries / run.seconds;
  };

  const sender = await publishSender(network);
  let sending = await sender.start();
  const alone = await record(sending.url, live);
  while (recorded < entries) await record(sending.url, Math.min(20_000, entries - recorded));
  await sending.stop();
  report(`${Math.round(alone)} entries a second recorded without other gateways`);

  const members = await addMembers(network, 3);
  const [first, second, third] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]];
  sending = await sender.start();
  const joining = await first.start();
  const joined = await untilHeld(first.folder, recorded, PATIENCE_S);
  const memory = sending.peakMemory();
  report(`${recorded} payloads of history in ${joined.toFixed(1)} s after its start`);

  const plain = await plainExchange(network.folder);
  report(`the plain exchange delivers ${Math.round(plain)} payloads a second`);

  const began = performance.now();
  const besideOthers = await record(sending.url, live);
  await untilHeld(first.folder, recorded, PATIENCE_S);
  const recordedAndHeld = live / ((performance.now() - began) / 1000);
  report(`${Math.round(besideOthers)} entries a second recorded with one other gateway, and two dead`);
  report(`${Math.round(recordedAndHeld)} entries a second recorded and delivered to it`);

  const joiningToo = await Promise.all([second.start(), third.start()]);
  await Promise.all([second, third].map(({ folder }) => untilHeld(folder, recorded, PATIENCE_S)));
  const deliver = async (folders: readonly string[]) => {
    const began = performance.now();
    await record(sending.url, live);
    await Promise.all(folders.map((folder) => untilHeld(folder, recorded, PATIENCE_S)));
    return live / ((performance.now() - began) / 1000);
  };
  const others = [first.folder, second.folder];
  const allAlive = await deliver([...others, third.folder]);
  await joiningToo[1].kill();
  const oneDead = await deliver(others);
  report(`to two others ${Math.round(oneDead)} payloads a second with a dead third, ${Math.round(allAlive)} without`);
  await joiningToo[0].stop();

  // Half of what the whole way sustains, from the request at one gateway to the stored payload at the other.
  const rate = Math.round(recordedAndHeld / 2);
  const since = Date.now();
  await openLoop(sending.url, terminalReports(network, shipments), rate, LATENCY_SECONDS);
  recorded += rate * LATENCY_SECONDS;
  await untilHeld(first.folder, recorded, PATIENCE_S);
  await sleep(1_000);
  const latency = deliveryLatencies(sender.folder, first.folder, since);
  report(`at ${rate} a second, p50 ${latency.p50} ms and p99 ${latency.p99} ms from block to stored payload`);

  await sending.stop();
  for (const suffix of ["", "-wal", "-shm"]) await rm(join(sender.folder, `portolan.db${suffix}`), { force: true });
  sending = await sender.start();
  const rebuilt = await untilHeld(sender.folder, recorded, PATIENCE_S);
  report(`${recorded} payloads of a lost database came back in ${rebuilt.toFixed(1)} s`);
  await sending.stop();
  await joining.stop();

  return [
    {
      ...figure,
      what: "payloads delivered, verified and receipted, to one other gateway",
      value: entries / joined,
      unit: "payloads/s",
      rival: { name: "plain exchange, acknowledged from memory", value: plain },
      target: { of: "value", bound: "at least", limit: 1_000 },
    },
    {
      ...figure,
      what: `a late joiner's history of ${entries.toLocaleString("en")} entries`,
      value: (joined / entries) * 10_000,
      unit: "s for 10,000",
      target: { of: "value", bound: "at most", limit: 10 },
    },
    {
      ...figure,
      what: `from final block to stored at the other gateway, ${rate} entries/s, p50`,
      value: latency.p50,
      unit: "ms",
    },
    {
      ...figure,
      what: `from final block to stored at the other gateway, ${rate} entries/s, p99`,
      value: latency.p99,
      unit: "ms",
      target: { of: "value", bound: "at most", limit: 1_000 },
    },
    {
      ...figure,
      what: "entries recorded in bulk beside one other gateway and two dead ones",
      value: besideOthers,
      unit: "entries/s",
      rival: { name: "without other gateways", value: alone },
      target: { of: "ratio", bound: "at least", limit: 0.8 },
    },
    {
      ...figure,
      what: "payloads to two other gateways, while a third is dead",
      value: oneDead,
      unit: "payloads/s",
      rival: { name: "while all are alive", value: allAlive },
      target: { of: "ratio", bound: "at least", limit: 0.95 },
    },
    {
      ...figure,
      what: "payloads of a lost database that came back",
      value: recorded / rebuilt,
      unit: "payloads/s",
      target: { of: "value", bound: "at least", limit: 2_000 },
    },
    ...(memory === undefined
      ? []
      : [{ ...figure, what: "peak memory of the sender, to a member that was away", value: memory, unit: "MiB" }]),
  ];
}

/** Payloads a second that a plain exchange delivers, one message at a time. */
async function plainExchange(folder: string): Promise<number> {
  const receiver = await startServer({
    script: [join(import.meta.dirname, "..", "rivals", "plain-exchange.ts")],
    port: await freePort(),
    environment: {},
    logFile: join(folder, "plain-exchange.log"),
  });
  const began = performance.now();
  for (let number = 0; number < PLAIN_MESSAGES; number++) {
    const payload = eventPayload("Report", "urn:portolan:ucr:6NL9521141-PLAIN", 1_767_225_600, number);
    const { body } = await request(receiver.url, { method: "POST", body: JSON.stringify(payload) });
    await body.dump();
  }
  const perSecond = PLAIN_MESSAGES / ((performance.now() - began) / 1000);
  await receiver.stop();
  return perSecond;
}
