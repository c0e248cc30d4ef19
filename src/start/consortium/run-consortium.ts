import { join } from "node:path";
import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import type { Journey } from "../../cli/journey/journey.ts";
import type { LoadedJourney } from "../../cli/journey/load-journey.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { untilStopped } from "../../cli/until-stopped.ts";
import type { Config } from "../../config/config.ts";
import type { Hex } from "../../domain/entry.ts";
import type { PrivateKey } from "../../keys/private-key.ts";
import { openExistingDatabase } from "../../store/open-database.ts";
import { databaseLocation } from "../database-location.ts";
import { deployContracts } from "../deploy-contracts.ts";
import { DemoKeystores } from "../demonstration/demo-keystores.ts";
import { enrolConsortium } from "../demonstration/enrol-consortium.ts";
import { issueDemoKeys, participantKeys } from "../demonstration/issue-demo-keys.ts";
import { loadDemoJourney, readDemoJourney } from "../demonstration/load-demo-journey.ts";
import { requireFreePort } from "../demonstration/require-free-port.ts";
import { requireWritableFolder } from "../demonstration/require-writable-folder.ts";
import { startChain } from "../demonstration/start-chain.ts";
import { createSteps, type Steps } from "../demonstration/steps.ts";
import { untilFollowed } from "../demonstration/until-followed.ts";
import { compareHoldings, isExact, type HomeComparison } from "./compare-holdings.ts";
import type { Home, PeopledHome } from "./home.ts";
import { HOMES, REGISTRAR_HOME } from "./homes.ts";
import { journeyWithout } from "./journey-without.ts";
import { publishMember } from "./publish-member.ts";
import { renderComparison } from "./render-comparison.ts";
import { showConsortium } from "./show-consortium.ts";
import { homeConfig, startHome } from "./start-home.ts";
import { untilQuiet } from "./until-quiet.ts";
import { untilReadable } from "./until-readable.ts";

/** Name of the folder in DATA_DIR, beside the data of `npm start`. */
const FOLDER = "consortium";

/**
 * Runs four gateways of a consortium on this machine, each with its own folder, database and keys, on one local chain.
 * Records the journey of `npm start` through the gateways of its authors, waits until the exchange is quiet, and compares
 * what each gateway holds with what its members are entitled to. Then it shows the result and waits until it is
 * interrupted; a check prints the comparison and ends.
 *
 * @returns whether every gateway holds exactly that.
 */
export async function runConsortium(given: Config, terminal: Terminal, task: "show" | "check"): Promise<boolean> {
  const config = { ...given, dataDir: join(given.dataDir, FOLDER), databaseUrl: undefined, rpcUrl: undefined };
  await requireWritableFolder(config.dataDir);
  for (const [index] of HOMES.entries()) await requireFreePort(config.host, portOf(config, index), "PORT");
  await requireFreePort(config.host, config.rpcPort, "RPC_PORT");

  const steps = createSteps(terminal);
  let exact = false;
  const running = begin(config, terminal, steps).then(async (consortium) => {
    exact = consortium.exact;
    if (task === "show") {
      await showConsortium({ ...consortium, terminal });
      return steps.failed;
    }
    terminal.stdout.write(`${renderComparison(consortium.comparisons, terminal)}\n`);
    return undefined;
  });
  await untilStopped(terminal, { stopped: running, stop: () => steps.stop() });
  return exact;
}

/** Port of a gateway: they follow one another, or each is free. */
const portOf = ({ port }: Config, index: number): number => (port === 0 ? 0 : port + index);

interface Begun {
  readonly homes: readonly PeopledHome[];
  readonly comparisons: readonly HomeComparison[];
  readonly exact: boolean;
  readonly rpcUrl: string;
}

async function begin(config: Config, terminal: Terminal, steps: Steps): Promise<Begun> {
  const { step, keep } = steps;
  const silent = new Set(HOMES.filter(({ relays }) => relays === 0).flatMap(({ members }) => members));
  const journey = journeyWithout(await readDemoJourney(config.dataDir), silent);
  const chain = await step(
    "Starting the local chain",
    async () => keep(await startChain({ ...config, dataDir: join(config.dataDir, "chain") })),
    ({ replayed }) => (replayed === 0 ? "new" : `${replayed} blocks replayed`),
  );
  const configs = HOMES.map((plan, index) => homeConfig(config, plan, portOf(config, index), chain.url, {}));
  const keys = await step("Making each gateway's keys", () => makeAllKeys(configs));
  const contracts = await step(
    "Deploying the contracts",
    () => deployContracts(chain.url, config.dataDir, keys.governor),
    ({ ledger, directory }) => `ledger ${ledger}, directory ${directory}`,
  );
  const started: Home[] = [];
  for (const [index, plan] of HOMES.entries()) {
    const home = await step(
      `Starting a gateway for ${plan.title}`,
      async () => {
        const one = await startHome(plan, homeConfig(config, plan, portOf(config, index), chain.url, contracts));
        keep(one.gateway);
        return one;
      },
      ({ gateway }) => gateway.url,
    );
    started.push(home);
  }
  await step("Following the chain", () => allFollowed(started));
  const homes = await step(
    "Enrolling the consortium",
    async () => people(started, journey, keys.addresses, steps),
    (peopled) => `${peopled.reduce((sum, { numbers }) => sum + numbers.size, 0)} participants`,
  );
  await step("Publishing addresses and encryption keys", async () => {
    for (const home of homes) for (const alias of home.plan.members) await publishMember(home, alias);
    await allFollowed(homes);
  });
  const loaded = await step(
    "Recording the journey",
    () => record(config, journey, homes, terminal),
    ({ entries }) => `${entries} entries, each through its author's gateway`,
  );
  const busy = await step(
    "Waiting until the exchange is quiet",
    () => untilQuiet(homes),
    (names) => (names.length === 0 ? "every parcel has its receipt" : `not quiet: ${names.join(", ")}`),
  );
  const comparisons = await step("Comparing what each gateway holds", () => compareHoldings(homes, loaded.entries));
  return { homes, comparisons, exact: busy.length === 0 && comparisons.every(isExact), rpcUrl: chain.url };
}

/** Makes the keys of all gateways. */
async function makeAllKeys(
  configs: readonly Config[],
): Promise<{ readonly governor: PrivateKey; readonly addresses: ReadonlyMap<string, Hex> }> {
  const addresses = new Map<string, Hex>();
  let governor: PrivateKey | undefined;
  for (const [index, { name, members, relays }] of HOMES.entries()) {
    const config = configs[index];
    if (config === undefined) continue;
    const keystores = await DemoKeystores.open(config);
    for (const alias of members) addresses.set(alias, (await keystores.keyIn("participants", alias)).address);
    for (let number = 1; number <= relays; number++) await keystores.keyIn("relays", `relay-${number}`);
    if (name === REGISTRAR_HOME) governor = await keystores.keyIn("governor", "governor");
  }
  if (governor === undefined) throw new Error(`No gateway is named ${REGISTRAR_HOME}.`);
  return { governor, addresses };
}

/** Enrols all participants, and issues API keys for each at its own gateway. */
async function people(
  started: readonly Home[],
  journey: Journey,
  addresses: ReadonlyMap<string, Hex>,
  { keep }: Steps,
): Promise<PeopledHome[]> {
  const registrar = started.find(({ plan }) => plan.name === REGISTRAR_HOME);
  if (registrar === undefined) throw new Error(`No gateway is named ${REGISTRAR_HOME}.`);
  const ids = await enrolConsortium(registrar.gateway, journey.participants, addresses);
  await allFollowed(started);
  const homes: PeopledHome[] = [];
  for (const home of started) {
    const own = new Map([...ids].filter(([alias]) => home.plan.members.includes(alias)));
    const apiKeys = await issueDemoKeys(home.gateway.apiKeys, home.config.dataDir, participantKeys(own));
    const db = await openExistingDatabase(databaseLocation(home.config));
    if (db === undefined) throw new Error(`The database in ${home.config.dataDir} is missing.`);
    keep({ stopped: db.failed, stop: () => db.close() });
    homes.push({ ...home, numbers: new Set(own.values()), apiKeys, db });
  }
  return homes;
}

/** Waits until every gateway has followed the chain to the block of the one that is ahead. */
async function allFollowed(homes: readonly Home[]): Promise<void> {
  const head = headOf(homes);
  for (const { gateway } of homes) await untilFollowed(gateway.follower, head);
}

const headOf = (homes: readonly Home[]): number =>
  Math.max(...homes.map(({ gateway }) => gateway.follower.status.block));

async function record(
  config: Config,
  journey: Journey,
  homes: readonly PeopledHome[],
  terminal: Terminal,
): Promise<LoadedJourney> {
  const homeOf = (alias: string): PeopledHome => {
    const home = homes.find(({ plan }) => plan.members.includes(alias));
    if (home === undefined) throw new Error(`No gateway is ${alias}'s.`);
    return home;
  };
  const customs = new Set(
    journey.participants.flatMap(({ alias, roles }) => (roles.includes("customs") ? [alias] : [])),
  );
  const keys: JourneyKeys = Object.assign({}, ...homes.map(({ apiKeys }) => apiKeys));
  return loadDemoJourney(
    config.dataDir,
    journey,
    keys,
    {
      urlOf: (alias) => homeOf(alias).gateway.url,
      beforeEntry: async (alias, shipment) => {
        const home = homeOf(alias);
        await untilFollowed(home.gateway.follower, headOf(homes));
        if (shipment !== undefined && customs.has(alias)) await untilReadable(home, alias, shipment);
      },
    },
    terminal,
  );
}
