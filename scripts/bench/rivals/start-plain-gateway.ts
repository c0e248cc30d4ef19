import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { CONSORTIUM } from "../network/consortium.ts";
import { freePort } from "../network/free-port.ts";
import { startServer, type ServerProcess } from "../network/server-process.ts";
import type { PlainGatewaySettings } from "./plain-gateway.ts";

/** Starts the plain gateway on the same chain, with the same participants, in a child process. */
export async function startPlainGateway(network: BenchNetwork): Promise<ServerProcess> {
  const members = CONSORTIUM.map(({ alias }) => network.member(alias));
  const settings: PlainGatewaySettings = {
    rpcUrl: network.rpcUrl,
    ledger: network.contracts.ledger,
    database: join(network.folder, "plain-gateway.db"),
    relayKey: hex(PrivateKey.generate()),
    participantKeys: Object.fromEntries(members.map(({ id, key }) => [id, hex(key)])),
  };
  const file = join(network.folder, "plain-gateway.json");
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  return startServer({
    script: [join(import.meta.dirname, "plain-gateway.ts"), file],
    port: await freePort(),
    environment: {},
    logFile: join(network.folder, "plain-gateway.log"),
  });
}

function hex(key: PrivateKey): string {
  return `0x${Buffer.from(key.copyBytes()).toString("hex")}`;
}
