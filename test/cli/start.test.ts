import { expect } from "chai";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { eventually } from "../support/eventually.ts";
import { programFile } from "../support/programs.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "..", "..");
const TOLD = "Ctrl-C stops everything";

/** One run of `npm start`'s script. */
class Start {
  readonly process: ChildProcess;
  out = "";
  err = "";

  /** @param script Path of the script. */
  constructor(script: string, settings: Readonly<Record<string, string>>) {
    const args = ["--disable-warning=ExperimentalWarning", script];
    // Without a terminal there are no colours, whatever continuous integration sets.
    const env = { ...process.env, CI: "true", NO_COLOR: "", ...settings };
    this.process = spawn(process.execPath, args, { cwd: ROOT, env });
    this.process.stdout?.on("data", (chunk: Buffer) => (this.out += chunk.toString()));
    this.process.stderr?.on("data", (chunk: Buffer) => (this.err += chunk.toString()));
  }

  /** Resolves when `text` was written; rejects when the process ends first. */
  async says(text: string): Promise<void> {
    await eventually(`it says "${text}"`, () => {
      if (this.process.exitCode !== null) throw new Error(`It ended with ${this.process.exitCode}: ${this.err}`);
      return this.out.includes(text) || this.err.includes(text);
    });
  }

  async ends(signal?: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.process, "exit");
    if (signal !== undefined) this.process.kill(signal);
    if (this.process.exitCode === null && this.process.signalCode === null) await ended;
    return this.process.exitCode;
  }

  /** The printed address after a name. */
  address(name: string): string {
    return new RegExp(`^${name} +(\\S+)$`, "m").exec(this.out)?.[1] ?? "";
  }
}

describe("npm start", () => {
  let folder: string;
  let script: string;
  let settings: Readonly<Record<string, string>>;
  const started: Start[] = [];
  const start = (more: Readonly<Record<string, string>> = {}): Start => {
    const one = new Start(script, { ...settings, ...more });
    started.push(one);
    return one;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-start-"));
    script = await programFile("start");
    settings = { PORT: "0", RPC_PORT: "0", DATA_DIR: folder };
  });

  after(async () => {
    for (const { process } of started) process.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const lastBlock = async (one: Start): Promise<unknown> => {
    const rpc = new JsonRpcClient({ peer: "Chain", url: one.address("JSON-RPC") });
    try {
      const block = (await rpc.request("eth_getBlockByNumber", ["latest", false])) as { number: string; hash: string };
      return [block.number, block.hash];
    } finally {
      await rpc.close();
    }
  };
  const reachable = (url: string): Promise<boolean> =>
    fetch(url).then(
      () => true,
      () => false,
    );

  describe("that is killed while it enrols and while it records, and begun again", () => {
    let first: Start;

    before(async () => {
      const killed = start();
      await killed.says("Starting the gateway:");
      await sleep(300);
      await killed.ends("SIGKILL");
      const killedAgain = start();
      await killedAgain.says("Recording the journey:");
      await killedAgain.ends("SIGKILL");
      first = start();
      await first.says(TOLD);
    });

    it("a start after a kill records the whole journey once", () => {
      expect(first.err).to.match(/Recording the journey: \d+ entries, by an earlier start \(/);
      expect(first.out).to.match(/^whole: 9 entries/m);
      expect(first.out.match(/ Consign /g)).to.have.length(1);
    });

    it("a start after a kill records each act of cooperation once", () => {
      const states = [...first.out.matchAll(/^0x[0-9a-f]{64}  (Sent|Answered|Closed) /gm)].map(([, state]) => state);
      expect(states).to.have.members(["Sent", "Answered", "Closed"]);
    });

    it("the printed addresses serve the API and its documentation", async () => {
      expect((await fetch(`${first.address("API")}/readyz`)).status).to.equal(200);
      expect((await fetch(first.address("Documentation"))).status).to.equal(200);
    });

    it("the suggested command shows a request in the words of both authorities", async () => {
      const [, url, key, args] =
        /PORTOLAN_URL=(\S+) PORTOLAN_API_KEY=(\S+) npx portolan (request show \S+)/.exec(first.out) ?? [];
      const portolan = await programFile("portolan");
      const env = { ...process.env, PORTOLAN_URL: url, PORTOLAN_API_KEY: key };
      const { stdout } = await run(process.execPath, [portolan, ...(args ?? "").split(" ")], { env });
      expect(stdout).to.include("The weighing notes are still missing.");
    });

    it("the suggested request works unchanged", async () => {
      const [, url, key] = /curl -s (\S+) -H "Authorization: (.+)"/.exec(first.out) ?? [];
      const answer = await fetch(url ?? "", { headers: { authorization: key ?? "" } });
      expect(answer.status).to.equal(200);
    });
  });

  describe("that is stopped and begun again", () => {
    let before: unknown;
    let keys: string;
    let second: Start;

    it("a signal stops everything with status 0", async () => {
      const first = started.at(-1) as Start;
      before = await lastBlock(first);
      keys = /ptl_\S+/.exec(first.out)?.[0] ?? "none";
      expect(await first.ends("SIGINT")).to.equal(0);
      expect(await reachable(first.address("JSON-RPC"))).to.equal(false);
      expect(await reachable(first.address("API"))).to.equal(false);
    });

    it("a later start has the same blocks and keys, and records neither journey nor acts again", async () => {
      second = start();
      await second.says(TOLD);
      expect(second.err.match(/by an earlier start/g)).to.have.length(2);
      expect(await lastBlock(second)).to.deep.equal(before);
      expect(second.out).to.include(keys);
    });

    it("a killed start leaves no chain process", async () => {
      const chain = second.address("JSON-RPC");
      await second.ends("SIGKILL");
      await eventually("the chain's port is closed", async () => !(await reachable(chain)));
    });
  });

  describe("that cannot be", () => {
    it("a taken port is reported in one line before the start", async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as { port: number };
      const one = start({ PORT: String(port), DATA_DIR: join(folder, "never") });
      expect(await one.ends()).to.equal(1);
      server.close();
      expect(one.err)
        .to.match(/^portolan: .+\n$/)
        .and.include(String(port));
    });

    it("a folder that is not writable is reported in one line", async () => {
      await writeFile(join(folder, "file"), "");
      const one = start({ DATA_DIR: join(folder, "file", "data") });
      expect(await one.ends()).to.equal(1);
      expect(one.err).to.match(/^portolan: .+\n$/);
    });

    it("all wrong settings are named in one line with status 2", async () => {
      const one = start({ PORT: "x", RELAYS: "0" });
      expect(await one.ends()).to.equal(2);
      expect(one.err).to.match(/^portolan: .+PORT.+RELAYS.+\n$/);
    });
  });
});
