import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { shippedProfiles } from "../../src/cli/input/read-profile-file.ts";
import { runCommand } from "./run-command.ts";

const LEDGER = `0x${"12".repeat(20)}`;
const SHIPPED = join(import.meta.dirname, "..", "..", "src", "domain", "clocks", "profiles");
const textOf = (id: string) => readFile(join(SHIPPED, `${id}.json`), "utf8");

describe("portolan profile", () => {
  let folder: string;
  let address: string;
  const file = (name: string) => join(folder, name);
  const sign = (profile: string, output = file("signed.json")) =>
    runCommand(
      ...["profile", "sign", profile, "--participant", "3", "--contract", LEDGER, "--chain-id", "31337", "-o", output],
      ...["--keystore", file("mine.json"), "--passphrase-file", file("pass")],
    );

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-profiles-"));
    await writeFile(file("pass"), "correct horse\n", { mode: 0o600 });
    const made = await runCommand("key", "new", file("mine.json"), "--passphrase-file", file("pass"));
    address = made.out.trim();
  });
  after(() => rm(folder, { recursive: true }));

  it("portolan profile check passes all shipped profiles and calls each of them unsigned", async () => {
    const { status, out } = await runCommand("profile", "check", "--json");
    expect(status).to.equal(0);
    const checked = JSON.parse(out) as { id: string; state: string; vectors: string[] }[];
    expect(checked.map(({ id }) => id)).to.deep.equal(await shippedProfiles());
    for (const { id, state, vectors } of checked) {
      expect(state).to.equal(["ch-customs", "br-customs"].includes(id) ? "unsigned draft" : "unsigned");
      expect(vectors).to.not.be.empty;
    }
  });

  it("portolan profile check ends with status 1 for a failing vector, and names it", async () => {
    await writeFile(file("wrong.json"), (await textOf("in-customs-act")).replaceAll("2013-10-28", "2013-10-29"));
    const { status, err } = await runCommand("profile", "check", file("wrong.json"));
    expect(status).to.equal(1);
    expect(err).to.include("Jajodia").and.include("2013-10-28 instead of 2013-10-29");
  });

  it("portolan profile check ends with status 2 for a file that is missing, and names the shipped profiles", async () => {
    const { status, err } = await runCommand("profile", "check", file("missing.json"));
    expect(status).to.equal(2);
    expect(err).to.include("us-title19");
  });

  it("each output about an unsigned profile says that it is unsigned, and that it is no legal advice", async () => {
    await writeFile(file("events.json"), JSON.stringify({ events: [{ type: "adverseDecision", at: "2026-03-02" }] }));
    for (const args of [[], ["--events", file("events.json"), "--at", "2026-03-03"]]) {
      const text = await runCommand("profile", "explain", "ch-customs", ...args);
      expect(text.out).to.include("unsigned draft").and.include("not legal advice");
      const json = await runCommand("profile", "explain", "ch-customs", "--json", ...args);
      expect(JSON.parse(json.out)).to.deep.include({ state: "unsigned draft", signer: null });
    }
  });

  it("portolan profile explain prints every rule with its citation", async () => {
    for (const id of await shippedProfiles()) {
      const { out, status } = await runCommand("profile", "explain", id);
      expect(status).to.equal(0);
      const { rules } = JSON.parse(await textOf(id)) as { rules: { code: string; source: { citation: string } }[] };
      for (const { code, source } of rules) expect(out).to.include(code).and.include(source.citation);
      expect(out).to.not.match(/undefined|NaN|\[object/);
    }
  });

  it("portolan profile explain gives the last day of each clock of a case and why", async () => {
    const events = [
      { type: "seized", at: "2012-10-29", party: 4 },
      { type: "extended", at: "2013-04-26", rule: "showCause", by: "commissioner", reasons: true, party: 4 },
    ];
    await writeFile(file("events.json"), JSON.stringify({ events }));
    const args = ["--events", file("events.json"), "--at", "2013-05-01", "--json"];
    const { out } = await runCommand("profile", "explain", "in-customs-act", ...args);
    const { clocks } = JSON.parse(out) as { clocks: { rule: string; why: string[] }[] };
    const clock = clocks.find(({ rule }) => rule === "showCause");
    expect(clock).to.deep.include({ party: 4, state: "lapsed", due: "2013-04-28", onLapse: "returnDuty" });
    expect(clock?.why.join(" ")).to.include("2012-10-29").and.include("not informed");
  });

  it("portolan profile explain counts days at the place that is named, and refuses an unknown place", async () => {
    const at = "2026-03-02T23:30:00-05:00";
    await writeFile(file("events.json"), JSON.stringify({ events: [{ type: "protestFiled", at }] }));
    const explain = (place: string) =>
      runCommand("profile", "explain", "us-title19", "--events", file("events.json"), "--place", place, "--json");
    const due = async (place: string) => {
      const { clocks } = JSON.parse((await explain(place)).out) as { clocks: { rule: string; due: string }[] };
      return clocks.find(({ rule }) => rule === "protestDecision")?.due;
    };
    expect([await due("eastern"), await due("puertoRico")]).to.deep.equal(["2026-04-01", "2026-04-02"]);
    expect((await explain("guam")).status).to.equal(2);
  });

  it("portolan profile explain refuses an event that does not exist, and names it", async () => {
    await writeFile(file("events.json"), JSON.stringify({ events: [{ type: "seizure", at: "2026-03-02" }] }));
    const { status, err } = await runCommand("profile", "explain", "us-title19", "--events", file("events.json"));
    expect(status).to.equal(2);
    expect(err).to.include("/events/0/type");
  });

  it("a signed profile verifies, and names its signer", async () => {
    expect((await sign("in-customs-act")).status).to.equal(0);
    const { status, out } = await runCommand("profile", "check", file("signed.json"), "--signer", address, "--json");
    expect(status).to.equal(0);
    const [checked] = JSON.parse(out) as { state: string; signer: object; digest: string }[];
    expect(checked?.signer).to.deep.include({ author: 3, address, chainId: 31_337, ledger: LEDGER });
    expect(checked?.state).to.include(`signed for participant 3 by ${address}`);
    const plain = await runCommand("profile", "check", "in-customs-act", "--json");
    expect((JSON.parse(plain.out) as { digest: string }[])[0]?.digest).to.equal(checked?.digest);
    const { out: text } = await runCommand("profile", "explain", file("signed.json"));
    expect(text).to.include(address).and.not.include("unsigned");
  });

  it("a signed profile with one changed bit is refused, or is signed by another key", async () => {
    await sign("uk-cema-sch3");
    const text = await readFile(file("signed.json"), "utf8");
    const bytes = Buffer.from(text);
    for (let index = 0; index < bytes.length; index += 101) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      // White space between members is no part of the profile.
      if (JSON.stringify(parsed(changed)) === JSON.stringify(JSON.parse(text))) continue;
      await writeFile(file("changed.json"), changed);
      const { status } = await runCommand("profile", "check", file("changed.json"), "--signer", address);
      expect(status, `byte ${index}`).to.not.equal(0);
    }
  });

  it("an unsigned profile is refused where a signer is required", async () => {
    const { status, err } = await runCommand("profile", "check", "uk-cema-sch3", "--signer", address);
    expect(status).to.equal(1);
    expect(err).to.include("no participant");
  });

  it("a draft is not signed", async () => {
    const output = file("draft.json");
    expect((await sign("br-customs", output)).status).to.equal(1);
    expect(await readFile(output).catch(() => "none")).to.equal("none");
  });

  it("portolan profile sign says how many questions are open", async () => {
    const { err } = await sign("us-cafra");
    expect(err)
      .to.match(/Open questions +\d+;/)
      .and.match(/Quotations +missing in 6 rules/);
  });

  it("portolan profile schema is a JSON Schema that each shipped profile fulfils", async () => {
    const { out } = await runCommand("profile", "schema");
    const validate = new Ajv2020({ strict: true }).compile(JSON.parse(out) as object);
    for (const id of await shippedProfiles()) expect(validate(JSON.parse(await textOf(id))), id).to.equal(true);
  });
});

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
