import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { getLoad, type GetLoad, type PreparedGet } from "../load/get-load.ts";
import { median } from "../load/latencies.ts";
import { castOf } from "../network/consortium.ts";
import { freePort } from "../network/free-port.ts";
import { startServer } from "../network/server-process.ts";
import { copyToPostgres } from "../workload/copy-to-postgres.ts";
import { groupOf, type FilledNetwork, type Report } from "../workload/filled-network.ts";

const CONNECTIONS = 16;
const REQUESTS = 4_800;
const ROUNDS = 3;
const SECONDS = 5;

/**
 * Measures traces of shipments with ten entries on SQLite and PostgreSQL, with authentication and read access checked.
 * The rival is a bare route that reads the same rows without checks. Both run in turn, so that other load affects both.
 */
export async function benchTrace(filled: FilledNetwork, report: Report): Promise<Figure[]> {
  const { network, entries } = filled;
  const gets = traces(filled);
  const gateway = await network.startGateway();
  const bareRoute = await startServer({
    script: [join(import.meta.dirname, "..", "rivals", "bare-route.ts"), join(network.folder, "portolan.db")],
    port: await freePort(),
    environment: {},
    logFile: join(network.folder, "bare-route.log"),
  });
  const ours: GetLoad[] = [];
  const bare: GetLoad[] = [];
  await getLoad(gateway.url, gets, CONNECTIONS, SECONDS);
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await getLoad(bareRoute.url, gets, CONNECTIONS, SECONDS));
    ours.push(await getLoad(gateway.url, gets, CONNECTIONS, SECONDS));
  }
  const memory = gateway.peakMemory();
  await gateway.stop();
  await bareRoute.stop();
  const rival = { name: "bare route on SQLite", value: perSecond(bare) };
  report(`SQLite: ${Math.round(perSecond(ours))} a second; the bare route: ${Math.round(rival.value)}`);

  const postgres = await onPostgres(filled, gets, report);
  const figure = { benchmark: "trace", entries };
  return [
    {
      ...figure,
      what: "traces on SQLite, 16 connections",
      value: perSecond(ours),
      unit: "requests/s",
      rival,
      target: { of: "ratio", bound: "at least", limit: 0.4 },
    },
    {
      ...figure,
      what: "traces on SQLite, p99",
      value: p99(ours),
      unit: "ms",
      rival: { name: rival.name, value: p99(bare) },
      target: { of: "value", bound: "at most", limit: 15 },
    },
    { ...figure, what: "traces on PostgreSQL, 16 connections", value: perSecond(postgres), unit: "requests/s", rival },
    { ...figure, what: "traces on PostgreSQL, p99", value: p99(postgres), unit: "ms" },
    ...(memory === undefined ? [] : [{ ...figure, what: "peak memory of the gateway", value: memory, unit: "MiB" }]),
  ];
}

async function onPostgres({ network }: FilledNetwork, gets: readonly PreparedGet[], report: Report) {
  const postgres = await copyToPostgres(network);
  try {
    const gateway = await network.startGateway({ DATABASE_URL: postgres.url });
    const loads: GetLoad[] = [];
    await getLoad(gateway.url, gets, CONNECTIONS, SECONDS);
    for (let round = 0; round < ROUNDS; round++) {
      loads.push(await getLoad(gateway.url, gets, CONNECTIONS, SECONDS));
    }
    await gateway.stop();
    report(`PostgreSQL: ${Math.round(perSecond(loads))} a second`);
    return loads;
  } finally {
    await postgres.stop();
  }
}

/**
 * Makes requests for traces of shipments across the ledger, each by a party, with enough API keys to stay below their
 * limits.
 */
function traces({ network, shipments }: FilledNetwork): PreparedGet[] {
  const stride = Math.max(1, Math.floor(shipments.length / REQUESTS));
  return Array.from({ length: REQUESTS }, (_, request) => {
    const index = (request * stride) % shipments.length;
    const cast = castOf(groupOf(index));
    const { tokens } = network.member([cast.trader, cast.carrier, cast.terminal][request % 3] as string);
    const token = tokens[Math.floor(request / 3) % tokens.length];
    return { path: `/v1/shipments/${shipments[index]}/trace`, headers: { authorization: `Bearer ${token}` } };
  });
}

const perSecond = (loads: readonly GetLoad[]) => median(loads.map((load) => load.perSecond));
const p99 = (loads: readonly GetLoad[]) => median(loads.map((load) => load.p99));
