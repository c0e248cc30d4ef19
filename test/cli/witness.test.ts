import { expect } from "chai";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCheckpoint } from "../../src/domain/checkpoint/checkpoint.ts";
import { judgeCosignatures } from "../../src/domain/checkpoint/judge-cosignatures.ts";
import { parseNote } from "../../src/domain/checkpoint/signed-note.ts";
import { parseVerifierKey } from "../../src/domain/checkpoint/verifier-key.ts";
import { startChain, type TestChain } from "../support/chain.ts";
import { eventually } from "../support/eventually.ts";
import { programFile } from "../support/programs.ts";
import { serveChain, type ServedChain } from "../support/serve-chain.ts";
import { runCommand } from "./run-command.ts";

const NAME = "customs.example/w1";

describe("portolan witness", () => {
  let folder: string;
  let key: string;
  let chain: TestChain;
  let served: ServedChain;
  const children: ChildProcess[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-witness-"));
    key = join(folder, "witness.key");
    chain = await startChain();
    served = await serveChain(chain);
  });
  // A failed test must not leave its process to the next one.
  afterEach(async () => {
    for (const child of children.splice(0)) await ended(child);
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<{ url: string; child: ChildProcess }> {
    const ledger = await chain.ledger.getAddress();
    const child = fork(
      await programFile("portolan"),
      ["witness", "--rpc", served.url, "--key", key, "--name", NAME, "--contract", ledger, "--listen", "127.0.0.1:0"],
      {
        execArgv: ["--disable-warning=ExperimentalWarning"],
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      },
    );
    children.push(child);
    const [message] = (await once(child, "message")) as [{ url: string }];
    return { url: message.url, child };
  }

  async function ended(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  const run = (...args: string[]) => runCommand("witness", "--rpc", served.url, "--key", key, "--name", NAME, ...args);

  async function audit(...args: string[]): Promise<{ witnesses: { name: string }[]; questions: object[] }> {
    const before = process.env["DATA_DIR"];
    process.env["DATA_DIR"] = folder;
    const ledger = await chain.ledger.getAddress();
    const ran = await runCommand("audit", "--rpc", served.url, "--contract", ledger, "--json", ...args);
    if (before === undefined) delete process.env["DATA_DIR"];
    else process.env["DATA_DIR"] = before;
    return JSON.parse(ran.out) as { witnesses: { name: string }[]; questions: object[] };
  }

  it("portolan witness key makes a key for only its owner and prints the verifier key", async () => {
    const made = await runCommand("witness", "key", key, "--name", NAME);
    expect(made.status).to.equal(0);
    expect(parseVerifierKey(made.out.trim()).name).to.equal(NAME);
    expect((await stat(key)).mode & 0o777).to.equal(0o600);
  });

  it("portolan witness key never overwrites a key", async () => {
    const before = await readFile(key, "utf8");
    expect((await runCommand("witness", "key", key, "--name", NAME)).status).to.equal(1);
    expect(await readFile(key, "utf8")).to.equal(before);
  });

  it("a witness does not run with another name than its key's, or with a key that other users may read", async () => {
    const other = await runCommand("witness", "--rpc", served.url, "--key", key, "--name", "other");
    expect(other).to.include({ status: 1 });
    await chmod(key, 0o644);
    expect((await run()).status).to.equal(1);
    await chmod(key, 0o600);
  });

  it("a witness signs and serves checkpoints, and continues from its record after a kill", async () => {
    const first = await start();
    const verifier = (JSON.parse(await readFile(`${key}.record.json`, "utf8")) as { witness: string }).witness;
    const note = await eventually("the witness signed a checkpoint", async () => {
      const answer = await fetch(`${first.url}/checkpoint`);
      return answer.status === 200 && answer.text();
    });
    const policy = { witnesses: [{ key: parseVerifierKey(verifier), url: undefined }], groups: [], quorum: NAME };
    expect(judgeCosignatures(parseNote(note), policy).enough).to.equal(true);
    const audited = await audit("--witness", first.url);
    expect(audited.questions).to.deep.equal([]);
    expect(audited.witnesses.map(({ name }) => name)).to.deep.equal([NAME]);

    const second = await run();
    expect([second.status, second.err]).to.satisfy(
      ([status, err]: [number, string]) => status === 1 && /already runs/.test(err),
    );

    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const again = await start();
    const kept = await (await fetch(`${again.url}/checkpoint`)).text();
    expect(parseCheckpoint(parseNote(kept).text).height).to.be.at.least(parseCheckpoint(parseNote(note).text).height);
    again.child.disconnect();
    const [status] = (await once(again.child, "exit")) as [number];
    expect(status).to.equal(0);
  });

  it("a witness does not run without its record", async () => {
    await writeFile(`${key}.record.json`, "");
    const lost = await run("--contract", await chain.ledger.getAddress(), "--listen", "127.0.0.1:0");
    expect(lost.status).to.equal(1);
    expect(lost.err).to.contain("create a new key");
  });
});
