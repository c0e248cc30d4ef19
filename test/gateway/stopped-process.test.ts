import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { COMPILE_CACHE } from "../support/compile-cache.ts";
import { LIMIT_MS } from "../support/eventually.ts";
import { programFile } from "../support/programs.ts";
import { startStack, type Stack } from "../support/stack.ts";

/** Number of starts and stops: repetition finds a process that only sometimes fails to end. */
const TIMES = 5;

/** Milliseconds of use by clients before a stop. */
const USE_MS = 200;

describe("The process of `portolan gateway`", () => {
  let stack: Stack;
  let environment: Readonly<Record<string, string | undefined>>;
  let token: string;

  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    token = stack.participants["carrier"]?.token as string;
    const { contracts, keystoreDir, passphraseFile, dataDir } = stack.config;
    environment = {
      PATH: process.env["PATH"],
      ...COMPILE_CACHE,
      PORT: "0",
      DATA_DIR: dataDir,
      RPC_URL: stack.node.url,
      CONSORTIUM_ADDRESS: contracts?.consortium,
      LEDGER_ADDRESS: contracts?.ledger,
      DIRECTORY_ADDRESS: contracts?.directory,
      COOPERATION_ADDRESS: contracts?.cooperation,
      KEYSTORE_DIR: keystoreDir,
      PASSPHRASE_FILE: passphraseFile,
    };
  });
  after(() => stack.stop());

  /** Starts the process. @returns the address that it prints. */
  async function start() {
    const portolan = await programFile("portolan");
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", portolan, "gateway"], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    child.stderr.resume();
    for await (const line of createInterface(child.stdout)) {
      const url = /answers at (\S+)/.exec(line)?.[1];
      if (url !== undefined) {
        child.stdout.resume();
        return { child, ended, url };
      }
    }
    throw new Error("The gateway did not start.");
  }

  /** Follows the gateway's events and records entries until it no longer answers. */
  function use(url: string, round: number): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const follow = async () => (await fetch(`${url}/v1/events`, { headers })).text();
    const record = async (client: number) => {
      for (let number = 0; ; number += 1) {
        const body = JSON.stringify({ identifier: `https://example.com/${round}/${client}/${number}`, payload: {} });
        await (await fetch(`${url}/v1/shipments`, { method: "POST", headers, body })).text();
      }
    };
    return Promise.allSettled([follow(), follow(), ...Array.from({ length: 8 }, (_, client) => record(client))]);
  }

  it(`a gateway exits with status 0 at each of ${TIMES} stops while clients use it`, async function () {
    this.timeout(TIMES * LIMIT_MS);
    for (let round = 1; round <= TIMES; round += 1) {
      const { child, ended, url } = await start();
      const used = use(url, round);
      await sleep(USE_MS);
      child.kill("SIGTERM");
      const outcome = await Promise.race([ended, sleep(LIMIT_MS, "still runs", { ref: false })]);
      if (outcome === "still runs") child.kill("SIGKILL");
      expect(outcome, `round ${round}`).to.deep.equal([0, null]);
      await used;
    }
  });
});
