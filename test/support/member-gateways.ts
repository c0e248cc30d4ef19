import { hexlify, JsonRpcProvider, Wallet } from "ethers";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config/config.ts";
import type { SuiteId } from "../../src/domain/directory/hpke-suite.ts";
import { type Bytes32, type ParticipantId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { generateEncryptionKey } from "../../src/exchange/generate-encryption-key.ts";
import { encryptSecret } from "../../src/keys/keystore-cipher.ts";
import { formatKeystore } from "../../src/keys/keystore-format.ts";
import type { PrivateKey } from "../../src/keys/private-key.ts";
import { startNode, type RunningNode } from "../../src/node/start-node.ts";
import type { RunningGateway } from "../../src/start/start-gateway.ts";
import { MemberDirectory__factory } from "../../types/factories/MemberDirectory__factory.ts";
import { recoveryDigest } from "./directory-vectors.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./free-port.ts";
import { gatewayClient, type GatewayClient } from "./gateway-client.ts";
import { CHEAP, createKeys, DEFAULT_ENROLMENTS, deploy, enrol, type Enrolments, PASSPHRASE, SCOPES } from "./stack.ts";
import { signChange, submitChange } from "./test-directory.ts";
import { startTestGateway } from "./test-gateway.ts";

/** A participant whose ledger key and encryption key only its own gateway has. */
export interface GatewayMember {
  readonly id: ParticipantId;
  readonly key: PrivateKey;
  /** API key at its own gateway, with all scopes. */
  readonly token: string;
  /** Its published encryption key. */
  readonly encryptionKey: Bytes32;
}

/** One gateway of several on a chain, with its own folder, database and keys. */
export interface MemberGateway {
  /** Its address stays the same when it starts again, and is the published endpoint of its members. */
  readonly url: string;
  readonly folder: string;
  /** Its settings, also for a gateway in a separate process; see `startKillableGateway`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, GatewayMember>>;
  readonly isRunning: boolean;
  /** The running gateway. @throws Error while it is stopped. */
  readonly gateway: RunningGateway;
  client(member: string): GatewayClient;
  /** Starts it again. @param settings differences from its settings, for this start. */
  start(settings?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
  /** Ends it, deletes its database, starts it again, and issues new API keys to its members. */
  loseDatabase(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** Makes another encryption key of a member, writes its file to the gateway's folder, and publishes it. */
  publishKey(member: string, suite?: SuiteId): Promise<Bytes32>;
}

async function issueToken({ apiKeys }: RunningGateway, label: string, participant: ParticipantId): Promise<string> {
  return (await apiKeys.issue({ participant, label, scopes: SCOPES })).token;
}

/** Several gateways on one real chain. */
export interface MemberGateways<Names extends string = string> {
  readonly node: RunningNode;
  /** A further gateway without members, which governs the consortium. */
  readonly operator: RunningGateway;
  readonly of: Readonly<Record<Names, MemberGateway>>;
  /** The number of a member of any gateway, or of an enrolled participant without a gateway. */
  idOf(alias: string): ParticipantId;
  /** Waits until every running gateway has followed the chain to its present block. */
  followed(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** Settings of each gateway. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly enrolments?: Enrolments;
  readonly suite?: SuiteId;
  /** Settings of a gateway that differ from those of the others. */
  readonly settingsOf?: (gateway: string) => Readonly<Record<string, string>>;
  /** The published address of a gateway, when it is not its own: that of a proxy before it. */
  readonly endpointOf?: (gateway: string, url: string) => Promise<string>;
}

/** Seconds of a decade, for which keys are valid. */
const DECADE_S = 10 * 365 * 86_400;

/** MLKEM768-X25519. */
const STRONG_SUITE = 0x647a;

/**
 * Starts a chain with contracts and several gateways, enrols all organisations, and publishes address and encryption
 * key of each member. Organisations that no gateway names are enrolled without a gateway.
 *
 * @param homes The members of each gateway, by their aliases in the enrolments.
 */
export async function startMemberGateways<Names extends string>(
  homes: Readonly<Record<Names, readonly string[]>>,
  {
    settings = {},
    enrolments = DEFAULT_ENROLMENTS,
    suite = STRONG_SUITE,
    settingsOf = () => ({}),
    endpointOf = async (_, url) => url,
  }: Options = {},
): Promise<MemberGateways<Names>> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-members-"));
  const node = await startNode({
    host: "127.0.0.1",
    port: 0,
    dataDir: join(folder, "chain"),
    onWarning: () => undefined,
    onProgress: () => undefined,
  });
  const names = Object.keys(homes) as Names[];
  const housed = names.flatMap((name) => homes[name]);
  const operatorFolder = join(folder, "operator");
  const operatorKeys = await createKeys(operatorFolder, []);
  const contracts = await deploy(node.url, operatorKeys.governor.address);
  const common = {
    RPC_URL: node.url,
    CONSORTIUM_ADDRESS: contracts.consortium,
    LEDGER_ADDRESS: contracts.ledger,
    DIRECTORY_ADDRESS: contracts.directory,
    COOPERATION_ADDRESS: contracts.cooperation,
    WEBHOOKS_ALLOW_PRIVATE: "true",
    EXCHANGE_PRIVATE_HOSTS: "127.0.0.1",
    LOG_LEVEL: "warn",
    ...settings,
  };
  const operator = await startTestGateway(readConfig({ ...common, PORT: "0", DATA_DIR: operatorFolder }));
  const ids = new Map<string, ParticipantId>();
  const provider = new JsonRpcProvider(node.url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  const chainId = Number((await provider.getNetwork()).chainId);

  const enrolAs = async (alias: string, key: PrivateKey) => {
    const enrolment = enrolments[alias];
    if (enrolment === undefined) throw new Error(`No enrolment of ${alias}.`);
    const { id } = await enrol(operator, alias, enrolment, key);
    ids.set(alias, id);
    return id;
  };
  const publish = async (id: ParticipantId, key: PrivateKey, home: string, url: string, of: SuiteId) => {
    const made = await generateEncryptionKey(of);
    const file = join(home, "keys", "encryption", `${made.id}.json`);
    await mkdir(join(home, "keys", "encryption"), { recursive: true, mode: 0o700 });
    await writeFile(file, formatKeystore(await encryptSecret(made.secret, PASSPHRASE, CHEAP)), { mode: 0o600 });
    const wallet = new Wallet(hexlify(key.copyBytes()));
    const contract = MemberDirectory__factory.connect(contracts.directory, wallet.connect(provider));
    const directory = { contract, domain: { chainId, directory: contracts.directory } };
    const { head } = await contract.memberOf(id);
    const isFirst = head === ZERO_BYTES32;
    const message = {
      participant: id,
      previous: head as Bytes32,
      endpoint: isFirst ? url : "",
      suite: of,
      key: made.publicKey,
      validFrom: 0,
      validUntil: Math.floor(Date.now() / 1000) + DECADE_S,
      recovery: isFirst ? recoveryDigest(`member ${id}`) : ZERO_BYTES32,
    };
    const change = { type: "Publication", message } as const;
    await (await submitChange(directory, change, signChange(directory, wallet, change))).wait();
    return made.id;
  };

  const open = async (name: Names): Promise<MemberGateway> => {
    const home = join(folder, name);
    const { participants: keys } = await createKeys(home, homes[name]);
    await rm(join(home, "keys", "governor"), { recursive: true });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const endpoint = await endpointOf(name, url);
    const environment = { ...common, DATA_DIR: home, PORT: String(port), ...settingsOf(name) };
    const published: { alias: string; id: ParticipantId; key: PrivateKey; encryptionKey: Bytes32 }[] = [];
    for (const [alias, key] of Object.entries(keys)) {
      const id = await enrolAs(alias, key);
      published.push({ alias, id, key, encryptionKey: await publish(id, key, home, endpoint, suite) });
    }
    let running: RunningGateway | undefined = await startTestGateway(readConfig(environment));
    const members: Record<string, GatewayMember> = {};
    for (const { alias, ...member } of published) {
      members[alias] = { ...member, token: await issueToken(running, alias, member.id) };
    }
    const member = (alias: string): GatewayMember => {
      const found = members[alias];
      if (found === undefined) throw new Error(`${alias} is no member of the gateway ${name}.`);
      return found;
    };
    const gateway: MemberGateway = {
      url,
      folder: home,
      environment,
      members,
      get isRunning() {
        return running !== undefined;
      },
      get gateway() {
        if (running === undefined) throw new Error(`The gateway ${name} is stopped.`);
        return running;
      },
      client: (alias) => gatewayClient(url, member(alias).token),
      async start(differences = {}) {
        if (running !== undefined) throw new Error(`The gateway ${name} runs already.`);
        running = await startTestGateway(readConfig({ ...environment, ...differences }));
      },
      async stop() {
        const stopping = running;
        running = undefined;
        await stopping?.stop();
      },
      async loseDatabase(differences) {
        await gateway.stop();
        for (const file of await readdir(home)) if (file.startsWith("portolan.db")) await rm(join(home, file));
        await gateway.start(differences);
        for (const [alias, each] of Object.entries(members)) {
          await eventually("the gateway knows its members", () => gateway.gateway.directory.get(each.id));
          members[alias] = { ...each, token: await issueToken(gateway.gateway, alias, each.id) };
        }
      },
      publishKey: (alias, of = suite) => publish(member(alias).id, member(alias).key, home, endpoint, of),
    };
    return gateway;
  };

  const gateways: [Names, MemberGateway][] = [];
  for (const name of names) gateways.push([name, await open(name)]);
  for (const alias of Object.keys(enrolments).filter((each) => !housed.includes(each))) {
    const { participants: keys } = await createKeys(join(folder, "without-gateway", alias), [alias]);
    await enrolAs(alias, keys[alias] as PrivateKey);
  }
  const followed = async () => {
    const head = await provider.getBlockNumber();
    await eventually("every gateway has followed the chain", async () =>
      gateways.every(([, each]) => !each.isRunning || each.gateway.follower.status.block >= head),
    );
  };
  await followed();
  return {
    node,
    operator,
    of: Object.fromEntries(gateways) as Record<Names, MemberGateway>,
    idOf(alias) {
      const id = ids.get(alias);
      if (id === undefined) throw new Error(`${alias} is not enrolled.`);
      return id;
    },
    followed,
    async stop() {
      await Promise.all(gateways.map(([, each]) => each.stop()));
      await operator.stop();
      provider.destroy();
      await node.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
