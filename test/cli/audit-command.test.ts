import { expect } from "chai";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditedChain, startAuditedChain } from "../audit/replay/audited-chain.ts";
import { forgeLog } from "../audit/replay/forging-contract.ts";
import { runCommand } from "./run-command.ts";

describe("portolan audit", () => {
  let audited: AuditedChain;
  let folder: string;
  const dataDir = process.env["DATA_DIR"];

  before(async () => {
    audited = await startAuditedChain();
    folder = await mkdtemp(join(tmpdir(), "portolan-audit-command-"));
    process.env["DATA_DIR"] = folder;
  });
  after(async () => {
    if (dataDir === undefined) delete process.env["DATA_DIR"];
    else process.env["DATA_DIR"] = dataDir;
    await audited.close();
    await rm(folder, { recursive: true });
  });

  const audit = (...args: string[]) =>
    runCommand("audit", "--rpc", audited.served.url, "--contract", audited.place.ledger, ...args);

  it("portolan audit ends with status 0 and writes a report for a sound ledger", async () => {
    const report = join(folder, "audit.html");
    const { status, out } = await audit("--report", report);
    expect(status).to.equal(0);
    expect(out)
      .to.match(/^sound:/)
      .and.include("compared in full");
    expect(await readFile(report, "utf8"))
      .to.include("How to repeat it")
      .and.include(audited.place.ledger);
  });

  it("portolan audit --json prints one JSON document, and a later audit continues from its checkpoint", async () => {
    const checkpoint = join(folder, "checkpoint");
    await audit("--checkpoint", checkpoint);
    const { status, out } = await audit("--json", "--from-checkpoint", checkpoint);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ verdict: "sound", entriesJudged: 0 });
  });

  it("portolan audit ends with status 2 if a node does not answer", async () => {
    const { status, out } = await runCommand(
      "audit",
      "--rpc",
      "http://127.0.0.1:9",
      "--contract",
      audited.place.ledger,
    );
    expect(status).to.equal(2);
    expect(out).to.match(/^inconclusive:/);
  });

  it("portolan audit ends with status 2 for an unusable checkpoint", async () => {
    const { status, err } = await audit("--from-checkpoint", join(folder, "audit.html"));
    expect(status).to.equal(2);
    expect(err).to.match(/^portolan: .+\n$/);
  });

  it("portolan audit ends with status 1 and names the fault of an unsound ledger", async () => {
    await forgeLog(audited.chain, audited.place.ledger, [`0x${"ab".repeat(32)}`], "0x");
    const { status, out, err } = await audit();
    expect(status).to.equal(1);
    expect(out)
      .to.match(/^NOT sound: 1 fault/)
      .and.include("LogMalformed");
    expect(err).to.match(/^portolan: .+\n$/);
  });
});
