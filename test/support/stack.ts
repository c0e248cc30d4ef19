import { ContractFactory, hexlify, JsonRpcProvider, type BaseContract, NonceManager, Wallet } from "ethers";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { readConfig, type Config } from "../../src/config/config.ts";
import type { Hex, ParticipantId } from "../../src/domain/entry.ts";
import type { Role } from "../../src/domain/rules/role.ts";
import type { Scope } from "../../src/api/scope.ts";
import { createKeystoreFile } from "../../src/keys/keystore-file.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import type { RunningGateway } from "../../src/start/start-gateway.ts";
import { startNode, type RunningNode } from "../../src/node/start-node.ts";
import { Governance__factory } from "../../types/factories/Governance__factory.ts";
import { CooperationLedger__factory } from "../../types/factories/CooperationLedger__factory.ts";
import { MemberDirectory__factory } from "../../types/factories/MemberDirectory__factory.ts";
import { ShipmentLedger__factory } from "../../types/factories/ShipmentLedger__factory.ts";
import { startTestGateway } from "./test-gateway.ts";

/** Account 0 of every Hardhat network, which is funded at genesis. */
export const FAUCET = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/** Transaction fees on a chain without gas costs. */
const FREE = { maxFeePerGas: 0, maxPriorityFeePerGas: 0 };

/** Low scrypt costs, so that the worthless test keys open fast. */
export const CHEAP = { n: 1024, r: 8, p: 1 };

/** A participant of a stack, with an API key that has all scopes. */
export interface StackParticipant {
  readonly id: ParticipantId;
  readonly token: string;
  readonly key: PrivateKey;
}

/** A real chain over HTTP with real contracts and a real gateway. */
export interface Stack {
  readonly config: Config;
  readonly node: RunningNode;
  readonly gateway: RunningGateway;
  readonly participants: Readonly<Record<string, StackParticipant>>;
  /** Delays the registrar's measures from now on, as in production. */
  delayMeasures(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** An organisation to enrol. Without a name it is named after its alias. */
interface Enrolment {
  readonly name?: string;
  readonly roles: readonly Role[];
  readonly jurisdiction: string;
}

/** The organisations to enrol, by alias. */
export type Enrolments = Readonly<Record<string, Enrolment>>;

export const DEFAULT_ENROLMENTS = {
  trader: { roles: ["trader"], jurisdiction: "BR" },
  carrier: { roles: ["carrier"], jurisdiction: "DK" },
  barge: { roles: ["carrier"], jurisdiction: "NL" },
  terminal: { roles: ["terminal"], jurisdiction: "NL" },
  customs: { roles: ["customs"], jurisdiction: "NL" },
  foreign: { roles: ["customs"], jurisdiction: "CH" },
  tribunal: { roles: ["tribunal"], jurisdiction: "NL" },
  auditor: { roles: ["auditor"], jurisdiction: "NL" },
} as const satisfies Enrolments;

export const PASSPHRASE = "correct horse battery staple";

export const SCOPES: readonly Scope[] = ["read", "record", "notify", "govern"];

/**
 * Starts all components on ephemeral ports in a new folder.
 *
 * @param settings Settings of the gateway, in addition to those of the stack.
 * @param log Log of the gateway; by default as in {@link startTestGateway}.
 */
export async function startStack(
  settings: Readonly<Record<string, string>> = {},
  enrolments: Enrolments = DEFAULT_ENROLMENTS,
  log?: Logger,
): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-stack-"));
  const node = await startNode({
    host: "127.0.0.1",
    port: 0,
    dataDir: join(folder, "chain"),
    onWarning: () => undefined,
    onProgress: () => undefined,
  });
  const keys = await createKeys(folder, Object.keys(enrolments));
  const contracts = await deploy(node.url, keys.governor.address);
  const config = readConfig({
    PORT: "0",
    DATA_DIR: folder,
    RPC_URL: node.url,
    CONSORTIUM_ADDRESS: contracts.consortium,
    LEDGER_ADDRESS: contracts.ledger,
    DIRECTORY_ADDRESS: contracts.directory,
    COOPERATION_ADDRESS: contracts.cooperation,
    WEBHOOKS_ALLOW_PRIVATE: "true",
    LOG_LEVEL: "warn",
    ...settings,
  });
  const gateway = await startTestGateway(config, log);
  const participants: Record<string, StackParticipant> = {};
  for (const [alias, enrolment] of Object.entries(enrolments)) {
    participants[alias] = await enrol(gateway, alias, enrolment, keys.participants[alias] as PrivateKey);
  }
  return {
    config,
    node,
    gateway,
    participants,
    delayMeasures: (seconds) => delayMeasures(node.url, contracts, keys.governor, seconds),
    async stop() {
      await gateway.stop();
      await node.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a passphrase, and keystores of participants, of two relays and of a governor. */
export async function createKeys(folder: string, names: readonly string[]) {
  const create = async (path: string) => {
    const key = PrivateKey.generate();
    await createKeystoreFile(join(folder, "keys", path), key, PASSPHRASE, CHEAP);
    return key;
  };

  for (const kind of ["participants", "relays", "governor"]) {
    await mkdir(join(folder, "keys", kind), { recursive: true });
  }
  await writeFile(join(folder, "passphrase"), `${PASSPHRASE}\n`, { mode: 0o600 });
  const participants: Record<string, PrivateKey> = {};
  for (const name of names) participants[name] = await create(`participants/${name}.json`);
  for (const relay of [1, 2]) await create(`relays/relay-${relay}.json`);
  return { participants, governor: await create("governor/governor.json") };
}

/** Deploys all contracts, without delays. */
export async function deploy(
  url: string,
  governor: Hex,
): Promise<Record<"governance" | "consortium" | "ledger" | "directory" | "cooperation", Hex>> {
  const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  try {
    const deployer = new NonceManager(new Wallet(FAUCET, provider));
    const zero = `0x${"0".repeat(40)}`;
    const governance = await new ContractFactory(
      Governance__factory.abi,
      Governance__factory.bytecode,
      deployer,
    ).deploy(governor, zero, zero, zero, 0);
    await governance.waitForDeployment();
    const consortium = await Governance__factory.connect(await governance.getAddress(), provider).consortium();
    const ledger = await new ContractFactory(
      ShipmentLedger__factory.abi,
      ShipmentLedger__factory.bytecode,
      deployer,
    ).deploy(consortium);
    const directory = await new ContractFactory(
      MemberDirectory__factory.abi,
      MemberDirectory__factory.bytecode,
      deployer,
    ).deploy(governance, 0);
    const cooperation = await new ContractFactory(
      CooperationLedger__factory.abi,
      CooperationLedger__factory.bytecode,
      deployer,
    ).deploy(consortium);
    await ledger.waitForDeployment();
    await directory.waitForDeployment();
    await cooperation.waitForDeployment();
    const address = async (contract: BaseContract) => (await contract.getAddress()).toLowerCase() as Hex;
    return {
      governance: await address(governance),
      consortium: consortium.toLowerCase() as Hex,
      ledger: await address(ledger),
      directory: await address(directory),
      cooperation: await address(cooperation),
    };
  } finally {
    provider.destroy();
  }
}

async function delayMeasures(url: string, { governance }: { governance: Hex }, governor: PrivateKey, seconds: number) {
  const provider = new JsonRpcProvider(url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  try {
    const manager = Governance__factory.connect(governance, new Wallet(hexlify(governor.copyBytes()), provider));
    const granted = await manager.grantRole(await manager.REGISTRAR_ROLE(), governor.address, seconds, FREE);
    await granted.wait();
  } finally {
    provider.destroy();
  }
}

/** Enrols an organisation with its key, and issues an API key at this gateway. */
export async function enrol(
  { governance, apiKeys }: RunningGateway,
  alias: string,
  { name = `Test ${alias}`, roles, jurisdiction }: Enrolment,
  key: PrivateKey,
): Promise<StackParticipant> {
  const enrolled = await governance.enrol({ name, roles, jurisdiction });
  if (!("participant" in enrolled)) throw new Error("The test chain delays measures.");
  const { id } = enrolled.participant;
  const validUntil = Math.floor(Date.now() / 1000) + 10 * 365 * 86_400;
  await governance.addKey(id, { address: key.address, validUntil });
  const { token } = await apiKeys.issue({ participant: id, label: alias, scopes: SCOPES });
  return { id, token, key };
}
