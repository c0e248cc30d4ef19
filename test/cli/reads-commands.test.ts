import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { type Ran, runCommand } from "./run-command.ts";

describe("The commands of access records", () => {
  let stack: Stack;
  let folder: string;
  let shipment = "";
  let entry = "";
  before(async () => {
    stack = await startStack({ ACCESS_ANCHOR_SECONDS: "1" });
    folder = await mkdtemp(join(tmpdir(), "portolan-reads-"));
    for (const alias of ["trader", "customs"])
      await writeFile(join(folder, alias), stack.participants[alias]?.token ?? "", { mode: 0o600 });
    const opened = await fetch(`${stack.gateway.url}/v1/shipments`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${stack.participants["trader"]?.token}`,
        "content-type": "application/json",
        prefer: "wait=20",
      },
      body: JSON.stringify({ identifier: "https://example.com/units/1", payload: { "portolan:place": "NLRTM" } }),
    });
    ({ id: shipment, head: entry } = (await opened.json()) as { id: string; head: string });
  });
  after(async () => {
    delete process.env["PORTOLAN_ACCESS_CONTEXT"];
    await stack.stop();
    await rm(folder, { recursive: true });
  });

  const run = (alias: string, ...words: string[]): Promise<Ran> =>
    runCommand(...words, "--url", stack.gateway.url, "--api-key-file", join(folder, alias));

  it("a read with its purpose and basis is listed, shown, verified and exported", async () => {
    process.env["PORTOLAN_ACCESS_CONTEXT"] = 'purpose=specificCheck, basis="Article 46"';
    expect((await run("customs", "entry", "show", entry)).status).to.equal(0);
    delete process.env["PORTOLAN_ACCESS_CONTEXT"];

    for (const list of [
      await run("customs", "reads", "list"),
      await run("trader", "reads", "list", "--shipment", shipment),
    ])
      expect(list.out).to.match(/specificCheck +Article 46 +readEntry/);
    const shown = await eventually("the record is under a root", async () => {
      const tried = await run("customs", "reads", "show", "1");
      return tried.status === 0 && tried.out;
    });
    expect(shown)
      .to.match(/^Purpose +specificCheck$/m)
      .and.to.include(entry);
    expect((await run("customs", "reads", "verify")).out).to.match(/^Sound: \d+ records/);
    expect((await run("customs", "reads", "export")).out).to.include('"resourceType": "AuditEvent"');
    expect((await run("trader", "reads", "list")).out).to.equal("There are no reads that you may see.\n");
  });
});
