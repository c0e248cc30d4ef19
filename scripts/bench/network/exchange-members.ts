import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pino } from "pino";
import { readConfig } from "../../../src/config/config.ts";
import type { ParticipantId } from "../../../src/domain/entry.ts";
import { KEY_FOLDERS } from "../../../src/keys/key-folders.ts";
import { makePassphraseFile } from "../../../src/keys/make-passphrase-file.ts";
import { openOrMakeKeystore } from "../../../src/keys/open-or-make-keystore.ts";
import { readPassphrase } from "../../../src/keys/read-passphrase.ts";
import { changeMember } from "../../../src/start/change-member.ts";
import { enrolConsortium } from "../../../src/start/demonstration/enrol-consortium.ts";
import { startGateway } from "../../../src/start/start-gateway.ts";
import { COMMAND_LINE, type BenchNetwork } from "./bench-network.ts";
import { CONSORTIUM } from "./consortium.ts";
import { freePort } from "./free-port.ts";
import { startServer, type ServerProcess } from "./server-process.ts";

/** A customs agency of Switzerland, which each shipment of the benchmark names, with a gateway of its own. */
export interface ExchangeMember {
  readonly id: ParticipantId;
  /** Folder of its database and keys. */
  readonly folder: string;
  start(): Promise<ServerProcess>;
}

/** The gateway of all participants of the benchmark, whose address is published. */
export interface SendingGateway {
  readonly folder: string;
  start(): Promise<ServerProcess>;
}

const LOOPBACK = { EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" };
const COST = { n: 2 ** 13, r: 8, p: 1 };
const DAYS = 30;

/** Publishes the network's gateway as that of all its participants. No gateway may run in the network's folder. */
export async function publishSender(network: BenchNetwork): Promise<SendingGateway> {
  const port = await freePort();
  const config = readConfig({ ...network.environment(), PORT: String(port) });
  for (const { alias } of CONSORTIUM) {
    await changeMember(config, {
      action: "publish",
      participant: network.member(alias).id,
      endpoint: `http://127.0.0.1:${port}`,
      recoveryFile: join(network.folder, `recovery-${alias}.json`),
      days: DAYS,
    });
  }
  return {
    folder: network.folder,
    start: () => startAt(network.environment(), network.folder, port),
  };
}

/** Enrols customs agencies and publishes their gateways, which do not run yet. No gateway may run in the network's folder. */
export async function addMembers(network: BenchNetwork, count: number): Promise<ExchangeMember[]> {
  const governing = await startGateway(readConfig({ ...network.environment(), PORT: "0" }), pino({ level: "silent" }));
  try {
    const members: ExchangeMember[] = [];
    for (let number = 1; number <= count; number++) members.push(await addMember(network, governing, number));
    return members;
  } finally {
    await governing.stop();
  }
}

async function addMember(
  network: BenchNetwork,
  governing: Parameters<typeof enrolConsortium>[0],
  number: number,
): Promise<ExchangeMember> {
  const alias = `customs-ch-${number}`;
  const folder = join(network.folder, alias);
  const port = await freePort();
  const { RPC_URL, CONSORTIUM_ADDRESS, LEDGER_ADDRESS, DIRECTORY_ADDRESS, COOPERATION_ADDRESS } = network.environment();
  const environment = {
    ...{ RPC_URL, CONSORTIUM_ADDRESS, LEDGER_ADDRESS, DIRECTORY_ADDRESS, COOPERATION_ADDRESS, DATA_DIR: folder },
    ...LOOPBACK,
  } as Record<string, string>;
  const config = readConfig({ ...environment, PORT: String(port) });
  await makePassphraseFile(config.passphraseFile);
  const passphrase = await readPassphrase(config.passphraseFile);
  const keyFile = (kind: keyof typeof KEY_FOLDERS) => join(config.keystoreDir, KEY_FOLDERS[kind], `${alias}.json`);
  const { key } = await openOrMakeKeystore(keyFile("participants"), passphrase, COST);
  await openOrMakeKeystore(keyFile("relays"), passphrase, COST);
  const enrolled = [{ alias, name: `Benchmark ${alias}`, roles: ["customs" as const], jurisdiction: "CH" }];
  const numbers = await enrolConsortium(governing, enrolled, new Map([[alias, key.address]]));
  const participant = numbers.get(alias) as ParticipantId;
  await changeMember(config, {
    action: "publish",
    participant,
    endpoint: `http://127.0.0.1:${port}`,
    recoveryFile: join(folder, "recovery.json"),
    days: DAYS,
  });
  return { id: participant, folder, start: () => startAt(environment, folder, port) };
}

function startAt(environment: Readonly<Record<string, string>>, folder: string, port: number): Promise<ServerProcess> {
  return startServer({
    script: [COMMAND_LINE, "gateway"],
    port,
    environment: { ...environment, ...LOOPBACK },
    logFile: join(folder, "gateway.log"),
  });
}

/** Number of whole payloads in the database of a gateway, which may run. */
export function payloadsHeld(folder: string): number {
  const database = new DatabaseSync(join(folder, "portolan.db"), { readOnly: true });
  try {
    const row = database.prepare("select count(*) as held from payloads where seed is not null").get();
    return Number(row?.["held"]);
  } finally {
    database.close();
  }
}
