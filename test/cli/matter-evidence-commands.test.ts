import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvidenceReport } from "../../src/audit/evidence/evidence-report.ts";
import type { MatterEvidence } from "../../src/audit/evidence/matter/matter-evidence.ts";
import { type MatterJourney, startMatterJourney } from "../audit/evidence/matter-journey.ts";
import { runCommand } from "./run-command.ts";

describe("portolan evidence --matter and portolan verify", () => {
  let journey: MatterJourney;
  let folder: string;
  let file: string;
  let gateway: string[];
  let made: MatterEvidence;

  before(async () => {
    journey = await startMatterJourney();
    folder = await mkdtemp(join(tmpdir(), "portolan-matter-"));
    file = join(folder, "request.evidence.json");
    await writeFile(join(folder, "key"), journey.stack.participants["customs"]?.token ?? "", { mode: 0o600 });
    gateway = ["--url", journey.stack.gateway.url, "--api-key-file", join(folder, "key")];
    const { status, out, err } = await runCommand("evidence", "--matter", journey.request, "-o", file, ...gateway);
    expect(status, err).to.equal(0);
    expect(out).to.include("17 acts, proved at block");
    made = JSON.parse(await readFile(file, "utf8")) as MatterEvidence;
  });
  after(async () => {
    await journey.stop();
    await rm(folder, { recursive: true });
  });

  it("portolan verify proves a file about a matter when its reader names the ledger of cooperation and the block", async () => {
    const { out } = await runCommand("verify", file, "--json");
    const { verdict, matter } = JSON.parse(out) as EvidenceReport;
    expect(verdict).to.equal("undecided");
    const facts = ["--cooperation", made.chain.cooperation, "--block", matter?.block.hash ?? ""];
    expect((await runCommand("verify", file, ...facts)).status).to.equal(0);
    const other = ["--cooperation", made.chain.ledger, "--block", matter?.block.hash ?? ""];
    expect((await runCommand("verify", file, ...other)).status).to.equal(1);
  });

  it("portolan verify tells the story of a matter in chapters, with the numbers and roles that the chain proves", async () => {
    const { out, status } = await runCommand("verify", file);
    expect(status).to.equal(2);
    const asked = `participant ${journey.stack.participants["customs"]?.id} (customs, NL) asked participant`;
    for (const part of [
      "Proved",
      "Relies on",
      "Not proved",
      "The agreement",
      "A handover",
      "A seal",
      asked,
      "is to act by",
    ])
      expect(out).to.include(part);
    for (const { name } of made.participants) expect(out).to.not.include(name);
  });

  it("portolan verify ends with status 1 for a file about a matter without one of its acts", async () => {
    const changed = join(folder, "changed.json");
    await writeFile(changed, JSON.stringify({ ...made, acts: made.acts.toSpliced(4, 1) }));
    const { status, err } = await runCommand("verify", changed);
    expect([status, /refuted/i.test(err)]).to.deep.equal([1, true]);
  });

  it("portolan evidence takes a shipment or a matter, and not both", async () => {
    const wishes = [
      [],
      ["CSQU3054383", "--matter", journey.request],
      ["--matter", journey.request, "--html", "page.html"],
    ];
    for (const wish of wishes) {
      const { status, err } = await runCommand("evidence", ...wish, "-o", file, ...gateway);
      expect([status, err.includes("--matter")], err).to.deep.equal([2, true]);
    }
  });
});
