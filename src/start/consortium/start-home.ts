import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { readConfig, type Config } from "../../config/config.ts";
import type { Deployment } from "../../config/deployment.ts";
import { startGateway } from "../start-gateway.ts";
import type { Home } from "./home.ts";
import type { HomePlan } from "./homes.ts";

/** Log of a gateway in its folder. */
export const LOG_FILE = "gateway.log";

/** Settings of one gateway: its own folder, database and keys, and two addresses, as every new member starts. */
export function homeConfig(
  config: Config,
  { name }: HomePlan,
  port: number,
  rpcUrl: string,
  { ledger, directory, cooperation }: Partial<Deployment>,
): Config {
  return readConfig({
    HOST: config.host,
    PORT: String(port),
    DATA_DIR: join(config.dataDir, name),
    RPC_URL: rpcUrl,
    LEDGER_ADDRESS: ledger,
    DIRECTORY_ADDRESS: directory,
    COOPERATION_ADDRESS: cooperation,
    EXCHANGE_PRIVATE_HOSTS: config.host,
    LOG_LEVEL: config.logLevel,
  });
}

export async function startHome(plan: HomePlan, config: Config): Promise<Home> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const log = pino({ level: config.logLevel }, pino.destination(join(config.dataDir, LOG_FILE)));
  return { plan, config, gateway: await startGateway(config, log) };
}
