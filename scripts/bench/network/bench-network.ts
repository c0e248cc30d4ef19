import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { readConfig, type Config } from "../../../src/config/config.ts";
import type { Deployment } from "../../../src/config/deployment.ts";
import type { ParticipantId } from "../../../src/domain/entry.ts";
import type { PrivateKey } from "../../../src/keys/private-key.ts";
import { startGateway } from "../../../src/start/start-gateway.ts";
import { deployContracts } from "../../../src/start/deploy-contracts.ts";
import { enrolConsortium } from "../../../src/start/demonstration/enrol-consortium.ts";
import { makeKeystores } from "../../../src/start/demonstration/make-keystores.ts";
import { startChain } from "../../../src/start/demonstration/start-chain.ts";
import { CONSORTIUM } from "./consortium.ts";
import { freePort } from "./free-port.ts";
import { cpuSecondsOf } from "./process-usage.ts";
import { startServer, type ServerProcess } from "./server-process.ts";

/** A participant of the benchmark. */
export interface Member {
  readonly id: ParticipantId;
  readonly key: PrivateKey;
  /** API keys. Several, because the requests per second of each are limited. */
  readonly tokens: readonly string[];
}

/** The local chain in a child process, with the contracts, an enrolled consortium and a database for the gateway. */
export interface BenchNetwork {
  readonly folder: string;
  readonly rpcUrl: string;
  readonly contracts: Deployment;
  member(alias: string): Member;
  /** The environment in which a gateway serves this network, with its database in `dataDir`. */
  environment(dataDir?: string): Record<string, string>;
  /** Starts `portolan gateway` with the settings that it has in production. */
  startGateway(environment?: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /** Processor time that the chain has used so far, in seconds; `undefined` where the system does not report it. */
  chainCpuSeconds(): number | undefined;
  /** Stops the chain and removes the folder. */
  stop(): Promise<void>;
}

export const COMMAND_LINE = fileURLToPath(new URL("../../portolan.ts", import.meta.url));

const TOKENS_EACH = 16;

/** Starts a network in `folder`, which is empty. */
export async function startBenchNetwork(folder: string): Promise<BenchNetwork> {
  const config = readConfig({ DATA_DIR: folder, PORT: "0", RPC_PORT: String(await freePort()) });
  const keys = await makeKeystores(
    config,
    CONSORTIUM.map(({ alias }) => alias),
  );
  const chain = await startChain(config);
  try {
    const contracts = await deployContracts(chain.url, folder, keys.governor);
    const members = await enrolMembers({ ...config, rpcUrl: chain.url }, keys.participants);
    const environment = (dataDir = folder) => ({
      DATA_DIR: dataDir,
      KEYSTORE_DIR: config.keystoreDir,
      PASSPHRASE_FILE: config.passphraseFile,
      RPC_URL: chain.url,
      CONSORTIUM_ADDRESS: contracts.consortium,
      LEDGER_ADDRESS: contracts.ledger,
      DIRECTORY_ADDRESS: contracts.directory ?? "",
      COOPERATION_ADDRESS: contracts.cooperation ?? "",
    });
    return {
      folder,
      rpcUrl: chain.url,
      contracts,
      member: (alias) => members.get(alias) as Member,
      environment,
      startGateway: async (more = {}) =>
        startServer({
          script: [COMMAND_LINE, "gateway"],
          port: await freePort(),
          environment: { ...environment(), ...more },
          logFile: join(folder, "gateway.log"),
        }),
      chainCpuSeconds: () => cpuSecondsOf(chain.pid),
      async stop() {
        await chain.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await chain.stop();
    throw error;
  }
}

async function enrolMembers(
  config: Config,
  keys: ReadonlyMap<string, PrivateKey>,
): Promise<ReadonlyMap<string, Member>> {
  const gateway = await startGateway(config, pino({ level: "silent" }));
  try {
    const addresses = new Map([...keys].map(([alias, { address }]) => [alias, address]));
    const numbers = await enrolConsortium(gateway, CONSORTIUM, addresses);
    const members = new Map<string, Member>();
    for (const [alias, id] of numbers) {
      const tokens: string[] = [];
      while (tokens.length < TOKENS_EACH) {
        const grant = { participant: id, label: "benchmark", scopes: ["read", "record"] } as const;
        tokens.push((await gateway.apiKeys.issue(grant)).token);
      }
      members.set(alias, { id, key: keys.get(alias) as PrivateKey, tokens });
    }
    return members;
  } finally {
    await gateway.stop();
  }
}
