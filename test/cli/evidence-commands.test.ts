import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EvidenceReport } from "../../src/audit/evidence/evidence-report.ts";
import { startJourney, type Journey } from "../audit/evidence/journey.ts";
import { runCommand } from "./run-command.ts";

describe("portolan evidence and portolan verify", () => {
  let journey: Journey;
  let folder: string;
  let file: string;
  let page: string;
  let ledger: string;
  let gateway: string[];

  before(async () => {
    journey = await startJourney();
    folder = await mkdtemp(join(tmpdir(), "portolan-evidence-"));
    [file, page] = [join(folder, "coffee.evidence.json"), join(folder, "coffee.html")];
    ledger = journey.stack.config.contracts?.ledger ?? "";
    await writeFile(join(folder, "key"), journey.stack.participants["trader"]?.token ?? "", { mode: 0o600 });
    gateway = ["--url", journey.stack.gateway.url, "--api-key-file", join(folder, "key")];
    const made = await runCommand("evidence", journey.shipment, "-o", file, "--html", page, ...gateway);
    expect(made.status, made.err).to.equal(0);
  });
  after(async () => {
    await journey.stop();
    await rm(folder, { recursive: true });
  });

  const report = async (...args: string[]): Promise<EvidenceReport & { status: number }> => {
    const { out, status } = await runCommand("verify", file, "--json", ...args);
    return { ...(JSON.parse(out) as EvidenceReport), status };
  };
  const blockHash = async () => (await report()).history?.block.hash ?? "";

  it("portolan verify ends with status 0 if the named witnesses confirm the file", async () => {
    const { status, verdict } = await report("--contract", ledger, "--block", await blockHash());
    expect([status, verdict]).to.deep.equal([0, "proved"]);
  });

  it("portolan verify ends with status 2 and names the missing fact if the file relies on it", async () => {
    const { status, verdict, assumed } = await report();
    expect([status, verdict]).to.deep.equal([2, "undecided"]);
    expect(assumed.map(({ code }) => code)).to.deep.equal(["block", "ledger"]);
  });

  it("portolan verify ends with status 1 for a changed file", async () => {
    const changed = join(folder, "changed.json");
    await writeFile(changed, (await readFile(file, "utf8")).replace('"occurredAt":1', '"occurredAt":2'));
    expect((await runCommand("verify", changed)).status).to.equal(1);
  });

  const damaged: Record<string, (text: string) => string | Buffer> = {
    "saved as UTF-16": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
    "downloaded to its half": (text) => text.slice(0, text.length / 2),
    "that is the page of a login": () => "<!doctype html><title>Sign in</title>",
    "that is empty": () => "",
    "of another kind of JSON": () => '{"type":"EPCISDocument"}',
    "without its proofs": (text) => JSON.stringify({ ...(JSON.parse(text) as object), state: undefined }),
  };
  for (const [what, damage] of Object.entries(damaged))
    it(`portolan verify ends with status 2 for a file ${what}, and does not call it refuted`, async () => {
      const path = join(folder, "damaged.json");
      await writeFile(path, damage(await readFile(file, "utf8")));
      const { status, out, err } = await runCommand("verify", path);
      expect(status).to.equal(2);
      expect(out).to.include("unreadable");
      expect(out + err).to.not.match(/refuted|does not hold/i);
    });

  it("portolan verify reads a file with a byte order mark as the file without it", async () => {
    const marked = join(folder, "marked.json");
    await writeFile(marked, `\ufeff${await readFile(file, "utf8")}`);
    const { status, out } = await runCommand("verify", marked, "--json");
    expect({ ...(JSON.parse(out) as EvidenceReport), status }).to.deep.equal(await report());
  });

  it("portolan verify ends with status 1 if the policy names another ledger", async () => {
    expect((await report("--contract", `0x${"12".repeat(20)}`)).status).to.equal(1);
  });

  it("portolan verify reads a policy from a file and refuses an invalid policy", async () => {
    const policy = join(folder, "policy.json");
    await writeFile(policy, JSON.stringify({ ledger, block: await blockHash() }));
    expect((await report("--policy", policy)).status).to.equal(0);
    await writeFile(policy, JSON.stringify({ ledger, trust: "everybody" }));
    expect((await runCommand("verify", file, "--policy", policy)).status).to.equal(2);
  });

  it("portolan verify ends with status 2 for a missing file and for a later version", async () => {
    const future = join(folder, "future.json");
    await writeFile(future, (await readFile(file, "utf8")).replace('"version":1', '"version":2'));
    for (const path of [join(folder, "missing"), future]) expect((await runCommand("verify", path)).status).to.equal(2);
  });

  it("portolan verify prints what is proved, what is not, and the assumptions", async () => {
    const { out } = await runCommand("verify", file, "--contract", ledger);
    for (const part of ["Proved", "Relies on", "Not proved", journey.shipment, "Consign"]) expect(out).to.include(part);
  });

  it("portolan evidence --html links each statement to its entry and each entry to its block", async () => {
    const html = await readFile(page, "utf8");
    const ids = new Set([...html.matchAll(/id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(links.length).to.be.greaterThan(15);
    for (const link of links) expect(ids.has(link), link).to.equal(true);
    expect(html).to.include("Declaration of a custodian of records");
    expect(html).not.to.match(/<script|src=|https?:\/\/(?!id\.gs1\.org)/);
  });

  it("portolan evidence --disclose discloses only the named fields", async () => {
    const few = join(folder, "few.json");
    const made = await runCommand("evidence", journey.shipment, "-o", few, "--disclose", "/bizStep", ...gateway);
    expect(made.status, made.err).to.equal(0);
    const { out } = await runCommand("verify", few, "--json");
    const { history } = JSON.parse(out) as EvidenceReport;
    expect(history?.entries[0]?.payload).to.deep.equal({ bizStep: "commissioning" });
  });
});
