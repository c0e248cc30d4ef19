import type { Figure } from "../figure.ts";
import { closedLoop } from "../load/post-load.ts";
import { feedEncodedBatches } from "../rivals/encoded-batches.ts";
import { startPlainGateway } from "../rivals/start-plain-gateway.ts";
import { plainStories } from "../workload/plain-posts.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";

/** Large enough that the start and the end of a run, with few pending requests, hardly affect the result. */
const ENTRIES = 40_000;
/** Seconds of each run of only the node, before and after the run of the gateway. */
const FED = 10_000;
const PLAIN_ENTRIES = 2_000;
const PLAIN_CONNECTIONS = 32;
/** Shipments in turn: three times the connections, so that an entry never overtakes a slow one of its shipment. */
const PLAIN_ABREAST = 100;

/**
 * Measures sustained entries per second from HTTP until they are readable in a trace, through the bulk endpoint, with
 * several participants and many shipments. The rivals are pre-encoded batches sent to the node, and the plain gateway.
 */
export async function benchRecorded(
  { network, entries, recordMore }: FilledNetwork,
  report: Report,
): Promise<Figure[]> {
  const before = await feedEncodedBatches(network, FED);
  report(`the node took ${Math.round(before)} pre-encoded entries a second`);

  const gateway = await network.startGateway();
  const used = { gateway: gateway.cpuSeconds(), chain: network.chainCpuSeconds() };
  const run = await recordMore(gateway.url, ENTRIES);
  const recorded = run.entries / run.seconds;
  const memory = gateway.peakMemory();
  const cpu = {
    gateway: since(used.gateway, gateway.cpuSeconds()),
    chain: since(used.chain, network.chainCpuSeconds()),
    client: run.cpuSeconds,
  };
  await gateway.stop();
  report(`the gateway recorded ${Math.round(recorded)} entries a second`);

  const after = await feedEncodedBatches(network, FED);
  const node = (2 * FED) / (FED / before + FED / after);
  report(`the node took ${Math.round(after)} pre-encoded entries a second`);

  const plainGateway = await startPlainGateway(network);
  const stories = plainStories(network, PLAIN_ENTRIES, PLAIN_ABREAST);
  const { perSecond: plain } = await closedLoop(
    plainGateway.url,
    stories,
    PLAIN_CONNECTIONS,
    (made) => made < stories.length,
  );
  await plainGateway.stop();
  report(`the plain gateway recorded ${Math.round(plain)} entries a second`);

  const figure = { benchmark: "recorded", entries, unit: "entries/s", value: recorded };
  return [
    {
      ...figure,
      what: `${ENTRIES.toLocaleString("en")} entries in bulk`,
      rival: { name: "only the node, pre-encoded batches of 200", value: node },
      target: { of: "ratio", bound: "at least", limit: 0.5 },
    },
    {
      ...figure,
      what: `${ENTRIES.toLocaleString("en")} entries in bulk`,
      rival: { name: "plain gateway", value: plain },
      target: { of: "ratio", bound: "at least", limit: 8 },
    },
    ...(memory === undefined ? [] : [{ ...figure, what: "peak memory of the gateway", value: memory, unit: "MiB" }]),
    ...Object.entries(cpu).flatMap(([process, seconds]) => {
      const what = `processor time of the ${process}, an entry in bulk`;
      return seconds === undefined ? [] : [{ ...figure, what, value: (seconds / run.entries) * 1e6, unit: "µs" }];
    }),
  ];
}

/** The difference of two readings; `undefined` if the system does not report them. */
function since(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before;
}
