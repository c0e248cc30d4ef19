import { pino } from "pino";
import { join } from "node:path";
import type { Terminal } from "../../cli/terminal.ts";
import { untilStopped } from "../../cli/until-stopped.ts";
import type { Config } from "../../config/config.ts";
import { startGateway } from "../start-gateway.ts";
import { deployContracts } from "../deploy-contracts.ts";
import { enrolConsortium } from "./enrol-consortium.ts";
import { fundAccounts } from "./fund-accounts.ts";
import { issueDemoKeys } from "./issue-demo-keys.ts";
import { loadDemoJourney, readDemoJourney } from "./load-demo-journey.ts";
import { makeKeystores } from "./make-keystores.ts";
import { requireFreePort } from "./require-free-port.ts";
import { requireWritableFolder } from "./require-writable-folder.ts";
import { showResult } from "./show-result.ts";
import { startChain } from "./start-chain.ts";
import { createSteps, type Steps } from "./steps.ts";
import { untilFollowed } from "./until-followed.ts";

/** Where the gateway logs to during a start, so that the terminal stays readable. */
const LOG_FILE = "gateway.log";

/**
 * Does what `npm start` does: everything on this machine, then a journey to look at; runs until it is interrupted.
 * Each step finds out what an earlier start has done, so that one that was cut short is simply begun again.
 */
export async function startAll(config: Config, terminal: Terminal): Promise<void> {
  await requireWritableFolder(config.dataDir);
  await requireFreePort(config.host, config.port, "PORT");
  if (config.rpcUrl === undefined) await requireFreePort(config.host, config.rpcPort, "RPC_PORT");

  const steps = createSteps(terminal);
  await untilStopped(terminal, {
    stopped: begin(config, terminal, steps).then(() => steps.failed),
    stop: () => steps.stop(),
  });
}

async function begin(config: Config, terminal: Terminal, { step, keep }: Steps): Promise<void> {
  const { dataDir } = config;
  const journey = await readDemoJourney(dataDir);
  const aliases = journey.participants.map(({ alias }) => alias);
  const keys = await step(
    "Opening the keys",
    () => makeKeystores(config, aliases),
    ({ made }) => (made === 0 ? "" : `${made} made`),
  );
  const rpcUrl =
    config.rpcUrl ??
    (
      await step(
        "Starting the local chain",
        async () => keep(await startChain(config)),
        ({ replayed }) => (replayed === 0 ? "new" : `${replayed} blocks replayed`),
      )
    ).url;
  await step("Seeing to the relays' funds", () =>
    fundAccounts(
      rpcUrl,
      [keys.governor, ...keys.relays].map(({ address }) => address),
    ),
  );
  const { ledger } = await step(
    "Deploying the contracts",
    () => deployContracts(rpcUrl, dataDir, keys.governor),
    ({ ledger }) => `ledger ${ledger}`,
  );
  const log = pino({ level: config.logLevel }, pino.destination(join(dataDir, LOG_FILE)));
  const gateway = await step(
    "Starting the gateway",
    async () => keep(await startGateway({ ...config, rpcUrl }, log)),
    ({ url }) => url,
  );
  await step("Following the chain", () => untilFollowed(gateway.follower));
  const addresses = new Map([...keys.participants].map(([alias, { address }]) => [alias, address]));
  const numbers = await step(
    "Enrolling the consortium",
    () => enrolConsortium(gateway, journey.participants, addresses),
    ({ size }) => `${size} participants`,
  );
  const apiKeys = await issueDemoKeys(gateway.apiKeys, dataDir, numbers);
  const loaded = await step(
    "Recording the journey",
    () => loadDemoJourney(dataDir, journey, apiKeys, gateway.url, terminal),
    ({ entries, fresh }) => `${entries} entries${fresh ? "" : ", by an earlier start"}`,
  );
  await showResult({ terminal, dataDir, journey, apiKeys, loaded, url: gateway.url, rpcUrl, ledger });
}
