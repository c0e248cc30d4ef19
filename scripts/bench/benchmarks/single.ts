import type { Figure } from "../figure.ts";
import type { Latencies } from "../load/latencies.ts";
import { closedLoop, openLoop, type PreparedPost } from "../load/post-load.ts";
import { castOf } from "../network/consortium.ts";
import type { ServerProcess } from "../network/server-process.ts";
import { startPlainGateway } from "../rivals/start-plain-gateway.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";
import { plainPost, randomShipment } from "../workload/plain-posts.ts";
import { reportBy, REPORTED_SHIPMENTS, terminalReports } from "../workload/report-posts.ts";
import { shipmentStory, type WorkloadEntry } from "../workload/shipment-story.ts";

const WARM_UP = 100;
const LOW_LOAD_REQUESTS = 200;
const CONNECTIONS = 64;
const SECONDS = 8;

/** Measures the time from a client's request with one entry until the answer that the entry is recorded. */
export async function benchSingle(filled: FilledNetwork, report: Report): Promise<Figure[]> {
  const { network, entries } = filled;
  const gateway = await network.startGateway();
  const ours = await measure(gateway, terminalReports(filled.network, filled.shipments));
  const memory = gateway.peakMemory();
  await gateway.stop();
  report(`the gateway: ${describe(ours)}`);

  const plainGateway = await startPlainGateway(network);
  const { opening, reports } = plainReports(filled);
  await closedLoop(plainGateway.url, opening, CONNECTIONS, (made) => made < opening.length);
  const plain = await measure(plainGateway, reports);
  await plainGateway.stop();
  report(`the plain gateway: ${describe(plain)}`);

  const figure = (what: string, unit: string, of: (measured: Measured) => number): Figure => ({
    benchmark: "single",
    entries,
    what,
    unit,
    value: of(ours),
    rival: { name: "plain gateway", value: of(plain) },
  });
  return [
    figure("POST with Prefer: wait, 1 connection, p50", "ms", ({ low }) => low.p50),
    figure("POST with Prefer: wait, 1 connection, p99", "ms", ({ low }) => low.p99),
    figure(`POST with Prefer: wait, ${CONNECTIONS} connections`, "entries/s", ({ most }) => most.perSecond),
    figure("POST with Prefer: wait, half of that rate, p50", "ms", ({ half }) => half.p50),
    figure("POST with Prefer: wait, half of that rate, p99", "ms", ({ half }) => half.p99),
    ...(memory === undefined
      ? []
      : [{ benchmark: "single", entries, what: "peak memory of the gateway", value: memory, unit: "MiB" }]),
  ];
}

interface Measured {
  readonly low: Latencies;
  readonly most: Latencies;
  readonly half: Latencies;
}

async function measure({ url }: ServerProcess, posts: readonly PreparedPost[]): Promise<Measured> {
  await closedLoop(url, posts, 1, (made) => made < WARM_UP);
  const low = await closedLoop(url, posts, 1, (made) => made < LOW_LOAD_REQUESTS);
  const most = await closedLoop(url, posts, CONNECTIONS, (_, ms) => ms < SECONDS * 1000);
  const half = await openLoop(url, posts, most.perSecond / 2, SECONDS);
  return { low, most, half };
}

/** Makes entries for the plain gateway that open shipments, and reports about these shipments. */
function plainReports({ network }: FilledNetwork): { opening: PreparedPost[]; reports: PreparedPost[] } {
  const opening: PreparedPost[] = [];
  const reports: PreparedPost[] = [];
  for (let number = 0; number < REPORTED_SHIPMENTS; number++) {
    const shipment = randomShipment();
    const cast = castOf(number);
    const [[consign] = []] = shipmentStory(number, cast).stages;
    opening.push(plainPost(network, shipment, consign as WorkloadEntry));
    reports.push(plainPost(network, shipment, reportBy(cast.trader, number)));
  }
  return { opening, reports };
}

function describe({ low, most, half }: Measured): string {
  const ms = (value: number) => value.toFixed(1);
  return `p50 ${ms(low.p50)} ms for a single client; at most ${Math.round(most.perSecond)} per second; p99 ${ms(half.p99)} ms at half of this rate`;
}
