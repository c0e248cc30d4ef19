import { pino } from "pino";
import { join } from "node:path";
import type { Terminal } from "../../cli/terminal.ts";
import { untilStopped } from "../../cli/until-stopped.ts";
import type { Config } from "../../config/config.ts";
import type { Hex } from "../../domain/entry.ts";
import { startGateway, type RunningGateway } from "../start-gateway.ts";
import { deployContracts } from "../deploy-contracts.ts";
import { enrolConsortium } from "./enrol-consortium.ts";
import { fundAccounts } from "./fund-accounts.ts";
import { issueDemoKeys, participantKeys, registrarKey } from "./issue-demo-keys.ts";
import { loadCooperation } from "./load-cooperation.ts";
import { loadDemoJourney, readDemoJourney } from "./load-demo-journey.ts";
import { makeKeystores, type DemoKeys } from "./make-keystores.ts";
import { requireFreePort } from "./require-free-port.ts";
import { requireWritableFolder } from "./require-writable-folder.ts";
import { type Result, showResult } from "./show-result.ts";
import { startChain } from "./start-chain.ts";
import { createSteps, type Steps } from "./steps.ts";
import { untilFollowed } from "./until-followed.ts";

/** Log of the gateway during a start, so that the terminal stays readable. */
const LOG_FILE = "gateway.log";

/**
 * Runs chain, contracts, gateway and consortium on this machine, records the demonstration journey and shows it, then
 * waits until it is interrupted. Each step continues the work of an earlier start, so a start may be cut short
 * anywhere.
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

async function begin(config: Config, terminal: Terminal, steps: Steps): Promise<void> {
  const journey = await readDemoJourney(config.dataDir);
  const keys = await steps.step(
    "Opening the keys",
    () =>
      makeKeystores(
        config,
        journey.participants.map(({ alias }) => alias),
      ),
    ({ made }) => (made === 0 ? "" : `${made} made`),
  );
  const chain = await beginChain(config, keys, steps);
  const gateway = await beginGateway({ ...config, rpcUrl: chain.rpcUrl }, steps);
  const numbers = await steps.step(
    "Enrolling the consortium",
    () => enrolConsortium(gateway, journey.participants, addressesOf(keys)),
    ({ size }) => `${size} participants`,
  );
  const apiKeys = await issueDemoKeys(gateway.apiKeys, config.dataDir, [
    ...participantKeys(numbers),
    registrarKey(numbers),
  ]);
  const loaded = await steps.step(
    "Recording the journey",
    () => loadDemoJourney(config.dataDir, journey, apiKeys, { urlOf: () => gateway.url }, terminal),
    ({ entries, fresh }) => `${entries} entries${fresh ? "" : ", by an earlier start"}`,
  );
  const cooperation =
    chain.cooperation &&
    (await steps.step(
      "Recording the cooperation of two authorities",
      () => loadCooperation(config.dataDir, apiKeys, gateway.url, terminal),
      ({ acts, fresh }) => `${acts} acts${fresh ? "" : ", by an earlier start"}`,
    ));
  await showResult({
    ...{ terminal, dataDir: config.dataDir, journey, apiKeys, loaded, url: gateway.url, ...chain },
    matters: cooperation?.matters ?? {},
  });
}

/** Starts the local chain, unless RPC_URL names another, and deploys the contracts. */
async function beginChain(
  config: Config,
  { governor, relays }: DemoKeys,
  { step, keep }: Steps,
): Promise<Pick<Result, "rpcUrl" | "ledger" | "directory" | "cooperation">> {
  const rpcUrl = config.rpcUrl ?? (await beginLocalChain(config, { step, keep }));
  const payers = [governor, ...relays].map(({ address }) => address);
  await step("Funding the relays", () => fundAccounts(rpcUrl, payers));
  const { ledger, directory, cooperation } = await step(
    "Deploying the contracts",
    () => deployContracts(rpcUrl, config.dataDir, governor),
    (deployment) => `ledger ${deployment.ledger}`,
  );
  return { rpcUrl, ledger, directory, cooperation };
}

async function beginLocalChain(config: Config, { step, keep }: Pick<Steps, "step" | "keep">): Promise<string> {
  const { url } = await step(
    "Starting the local chain",
    async () => keep(await startChain(config)),
    ({ replayed }) => (replayed === 0 ? "new" : `${replayed} blocks replayed`),
  );
  return url;
}

async function beginGateway(config: Config, { step, keep }: Steps): Promise<RunningGateway> {
  const log = pino({ level: config.logLevel }, pino.destination(join(config.dataDir, LOG_FILE)));
  const gateway = await step(
    "Starting the gateway",
    async () => keep(await startGateway(config, log)),
    ({ url }) => url,
  );
  await step("Following the chain", () => untilFollowed(gateway.follower));
  return gateway;
}

function addressesOf({ participants }: DemoKeys): ReadonlyMap<string, Hex> {
  return new Map([...participants].map(([alias, { address }]) => [alias, address]));
}
