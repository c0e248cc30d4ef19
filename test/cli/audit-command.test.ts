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

  it("exits with 0 and writes a report when the ledger is sound", async () => {
    const report = join(folder, "audit.html");
    const { status, out } = await audit("--report", report);
    expect(status).to.equal(0);
    expect(out)
      .to.match(/^sound:/)
      .and.include("compared whole");
    expect(await readFile(report, "utf8"))
      .to.include("How to repeat it")
      .and.include(audited.place.ledger);
  });

  it("gives programs one JSON document, and goes on from its checkpoint", async () => {
    const checkpoint = join(folder, "checkpoint");
    await audit("--checkpoint", checkpoint);
    const { status, out } = await audit("--json", "--from-checkpoint", checkpoint);
    expect(status).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ verdict: "sound", entriesJudged: 0 });
  });

  it("exits with 2 when it cannot tell", async () => {
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

  it("exits with 2 for a checkpoint that it cannot use", async () => {
    const { status, err } = await audit("--from-checkpoint", join(folder, "audit.html"));
    expect(status).to.equal(2);
    expect(err).to.match(/^portolan: .+\n$/);
  });

  it("exits with 1 and names the fault when the ledger is not sound", async () => {
    await forgeLog(audited.chain, audited.place.ledger, [`0x${"ab".repeat(32)}`], "0x");
    const { status, out, err } = await audit();
    expect(status).to.equal(1);
    expect(out)
      .to.match(/^NOT sound: 1 fault/)
      .and.include("LogMalformed");
    expect(err).to.match(/^portolan: .+\n$/);
  });
});
