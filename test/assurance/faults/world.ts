import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../../../src/config/config.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { startKillableGateway } from "../../support/killable-gateway.ts";
import { startPostgresServer, type PostgresServer } from "../../support/postgres-server.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import { startTcpProxy, type TcpProxy } from "../../support/tcp-proxy.ts";
import { startRemoteSigner, type RemoteSigner } from "./remote-signer.ts";

export interface WorldOptions {
  /** Number of gateways on one PostgreSQL database; without it, one gateway on SQLite. */
  readonly gatewaysOnPostgres?: number;
  /** Names of the participants whose keys a remote signer holds. */
  readonly signsRemotely?: readonly string[];
  /** Whether each gateway runs in a separate process, which can be killed. */
  readonly inProcesses?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  /** Ends it: with SIGKILL when it is a separate process. */
  end(): Promise<void>;
}

/** Real gateways that reach everything outside through proxies with faults. */
export interface World {
  readonly stack: Stack;
  /** The connection to the node, and the calls on it. */
  readonly wire: TcpProxy;
  readonly chain: ChainProxy;
  readonly postgres: { readonly server: PostgresServer; readonly wire: TcpProxy } | undefined;
  readonly signer: RemoteSigner | undefined;
  readonly config: Config;
  /** Folder of the currently served chain. */
  chainFolder: string;
  readonly gateways: Gateway[];
  /** Starts another gateway. */
  startGateway(): Promise<void>;
  /** Functions that `stop` calls, the last one first. */
  readonly closing: (() => Promise<void>)[];
  stop(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { gatewaysOnPostgres, signsRemotely = [], settings } = options;
  const closing: (() => Promise<void>)[] = [];
  const server = gatewaysOnPostgres === undefined ? undefined : await startPostgresServer();
  if (server !== undefined) closing.push(() => server.stop());
  const stack = await startStack({ ...settings, ...(server && { DATABASE_URL: server.url }) });
  await stack.gateway.stop();
  closing.push(() => stack.stop());

  const chain = await startChainProxy(stack.node.url);
  closing.push(() => chain.close());
  const wire = await startTcpProxy(Number(new URL(chain.url).port));
  closing.push(() => wire.close());
  const postgres = server && { server, wire: await startTcpProxy(Number(new URL(server.url).port)) };
  if (postgres !== undefined) closing.push(() => postgres.wire.close());
  let signer: RemoteSigner | undefined;
  if (signsRemotely.length > 0) {
    const keys = signsRemotely.flatMap((name) => stack.participants[name]?.key ?? []);
    for (const name of signsRemotely) await rm(join(stack.config.keystoreDir, "participants", `${name}.json`));
    const started = await startRemoteSigner(keys);
    signer = started;
    closing.push(() => started.close());
  }

  const config = {
    ...stack.config,
    rpcUrl: `http://127.0.0.1:${wire.port}`,
    ...(postgres && { databaseUrl: `postgres://postgres@127.0.0.1:${postgres.wire.port}/postgres` }),
    ...(signer && { remoteSignerUrl: signer.url }),
  };
  const gateways: Gateway[] = [];
  const world: World = {
    stack,
    wire,
    chain,
    postgres,
    signer,
    config,
    chainFolder: join(config.dataDir, "chain"),
    gateways,
    async startGateway() {
      gateways.push(await (options.inProcesses === true ? startInProcess(config, settings) : startHere(config)));
    },
    closing,
    async stop() {
      await Promise.all(gateways.map((gateway) => gateway.end()));
      for (const close of closing.reverse()) await close();
    },
  };
  for (let count = 0; count < (gatewaysOnPostgres ?? 1); count++) await world.startGateway();
  return world;
}

async function startHere(config: Config): Promise<Gateway> {
  const gateway = await startTestGateway(config);
  return { url: gateway.url, end: () => gateway.stop() };
}

/** Number of restarts of a gateway that ends at its start, and the pause between them, as under a supervisor. */
const STARTS = 20;
const PAUSE_MS = 500;

async function startInProcess(config: Config, settings: WorldOptions["settings"]): Promise<Gateway> {
  const environment = {
    PORT: "0",
    DATA_DIR: config.dataDir,
    RPC_URL: config.rpcUrl ?? "",
    DATABASE_URL: config.databaseUrl ?? "",
    REMOTE_SIGNER_URL: config.remoteSignerUrl ?? "",
    CONSORTIUM_ADDRESS: config.contracts?.consortium ?? "",
    LEDGER_ADDRESS: config.contracts?.ledger ?? "",
    DIRECTORY_ADDRESS: config.contracts?.directory ?? "",
    COOPERATION_ADDRESS: config.contracts?.cooperation ?? "",
    WEBHOOKS_ALLOW_PRIVATE: "true",
    ...settings,
  };
  for (let start = 1; ; start++) {
    try {
      const gateway = await startKillableGateway(environment);
      return { url: gateway.url, end: () => gateway.kill() };
    } catch (error) {
      if (start === STARTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** A gateway's report about itself: whether it is ready, and its count of each trouble. */
export async function healthOf({ url }: { readonly url: string }): Promise<{ isReady: boolean; troubles: number }> {
  const [ready, metrics] = await Promise.all([fetch(`${url}/readyz`), fetch(`${url}/metrics`)]);
  const text = await metrics.text();
  const counts = [...text.matchAll(/^portolan_troubles_total\{.*\} (\d+)$/gm)].map(([, count]) => Number(count));
  return { isReady: ready.status === 200, troubles: counts.reduce((sum, count) => sum + count, 0) };
}

/**
 * Waits until every gateway is ready, or none is.
 *
 * @returns the milliseconds of the wait; `undefined` after `maxMs`.
 */
export async function untilReady(world: World, isReady: boolean, maxMs: number): Promise<number | undefined> {
  const begun = Date.now();
  while (Date.now() - begun < maxMs) {
    const health = await Promise.all(world.gateways.map((gateway) => healthOf(gateway)));
    if (health.every((each) => each.isReady === isReady)) return Date.now() - begun;
    await sleep(50);
  }
  return undefined;
}
