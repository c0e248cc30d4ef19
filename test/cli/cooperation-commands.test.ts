import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXHIBIT, JOINT_CASE_TERMS, REQUEST_FORM, TERMS } from "../support/cooperation-records.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { type Ran, runCommand } from "./run-command.ts";

const GIVEN = { subject: "Prices", purpose: "investigation", content: { price: 120 } };

describe("The commands of cooperation", () => {
  let stack: Stack;
  let folder: string;
  let swiss: number;
  const fileOf = (name: string) => join(folder, name);

  before(async () => {
    stack = await startStack();
    folder = await mkdtemp(join(tmpdir(), "portolan-cooperation-"));
    swiss = stack.participants["foreign"]?.id ?? 0;
    for (const alias of ["customs", "foreign", "carrier"])
      await writeFile(fileOf(alias), stack.participants[alias]?.token ?? "", { mode: 0o600 });
    for (const [name, record] of Object.entries({
      terms: TERMS,
      form: REQUEST_FORM,
      given: GIVEN,
      joint: JOINT_CASE_TERMS,
      exhibit: EXHIBIT,
    }))
      await writeFile(fileOf(name), JSON.stringify(record));
  });
  after(async () => {
    await stack.stop();
    await rm(folder, { recursive: true });
  });

  const run = (alias: string, words: string, ...more: string[]): Promise<Ran> =>
    runCommand(...words.split(" "), ...more, "--url", stack.gateway.url, "--api-key-file", fileOf(alias));

  async function succeed(alias: string, words: string, ...more: string[]): Promise<string> {
    const { status, out, err } = await run(alias, words, ...more);
    expect({ status, err }, words).to.deep.equal({ status: 0, err: "" });
    return out;
  }

  const hashIn = (out: string, field: string): string =>
    new RegExp(`^${field} +(0x[0-9a-f]{64})$`, "m").exec(out)?.[1] ?? "";

  async function agree(): Promise<string> {
    const terms = ["--record", fileOf("terms")];
    const out = await succeed(
      "customs",
      "agreement propose --direction both --measures information,evidence --days 90",
      ...terms,
    );
    const matter = hashIn(out, "Matter");
    expect(out).to.include(
      `Next: name each party: \`portolan agreement name ${matter} --to NUMBER --direction both\`.`,
    );
    await succeed("customs", `agreement name ${matter} --to ${swiss} --direction both`);
    await succeed("foreign", `agreement sign ${matter}`);
    return matter;
  }

  it("an agreement is proposed, signed, shown, suspended, resumed, denounced and listed", async () => {
    const matter = await agree();
    const shown = await succeed("foreign", `agreement show ${matter}`);
    expect(shown)
      .to.match(/^State +InForce$/m)
      .and.include("Mutual assistance in customs matters");
    expect(shown).to.match(/You can now: .*Suspend.*Denounce/);
    await succeed("foreign", `agreement suspend ${matter}`, "--reasons", "A review.");
    expect(await succeed("customs", "agreement list")).to.include("Suspended");
    await succeed("foreign", `agreement resume ${matter}`);
    await succeed("foreign", `agreement denounce ${matter}`, "--reasons", "A new treaty.");
    expect(await succeed("carrier", "agreement list")).to.equal("You have no agreements.\n");
  });

  it("a request is sent, received, returned, completed, accepted, answered and closed", async () => {
    const agreement = await agree();
    const sent = await succeed(
      "customs",
      `request send --under ${agreement} --to ${swiss} --measure information --days 30`,
      "--record",
      fileOf("form"),
    );
    const matter = hashIn(sent, "Matter");
    expect(sent).to.include(`\`portolan request receive ${matter}\``);
    await succeed("foreign", `request receive ${matter}`);
    const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    await succeed(
      "foreign",
      `request incomplete ${matter} --missing law --until ${until}`,
      "--reasons",
      "No citation.",
    );
    expect(await succeed("customs", "request list")).to.match(new RegExp(`^${matter} +Incomplete`, "m"));
    await writeFile(fileOf("completed"), JSON.stringify({ completed: { law: "Article 10:5" } }));
    await succeed("customs", `request complete ${matter} --record ${fileOf("completed")}`);
    await succeed("foreign", `request accept ${matter}`);
    await succeed("foreign", `request answer ${matter}`, "--answer", "See the annex.");
    await succeed("customs", `request close ${matter} --outcome satisfied`);
    const document = JSON.parse(await succeed("customs", `request show ${matter} --json`));
    expect(document).to.deep.include({ state: "Closed", ending: "satisfied" });
    expect(document.history.map(({ kind }: { kind: string }) => kind)).to.deep.equal([
      "Ask",
      "Receive",
      "Return",
      "Complete",
      "Accept",
      "Answer",
      "Close",
    ]);
  });

  it("information is offered, its caveats are signed, it is released, read and acknowledged", async () => {
    const matter = await agree();
    const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const offered = await succeed(
      "customs",
      `handover offer ${matter} --to ${swiss} --basis agreement --caveats courtUse --until ${until}`,
      "--record",
      fileOf("given"),
    );
    const item = hashIn(offered, "Handover");
    expect(offered).to.include(`\`portolan handover sign-caveats ${matter} ${item}\``);
    expect(await succeed("foreign", `handover show ${matter} ${item}`)).not.to.include("price");
    await succeed("foreign", `handover sign-caveats ${matter} ${item} --caveats courtUse`);
    await succeed("customs", `handover release ${matter} ${item}`);
    expect(await succeed("foreign", `handover show ${matter} ${item}`)).to.include("price");
    await succeed("foreign", `handover receipt ${matter} ${item}`);
    expect(await succeed("foreign", "handover list")).to.match(new RegExp(`^${item} +Receipted`, "m"));
  });

  it("a joint case is convened, joined, prolonged, has exhibits, and is concluded and listed", async () => {
    const agreement = await agree();
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const convened = await succeed(
      "customs",
      `joint convene --under ${agreement} --task lead --until ${until}`,
      "--record",
      fileOf("joint"),
    );
    const matter = hashIn(convened, "Matter");
    expect(convened).to.include(`\`portolan joint invite ${matter} --to NUMBER --task investigation\``);
    await succeed("customs", `joint invite ${matter} --to ${swiss} --task analysis`);
    await succeed("foreign", `joint join ${matter}`);
    const exhibit = ["--record", fileOf("exhibit")];
    const exhibited = await succeed(
      "foreign",
      `joint exhibit ${matter} --basis agreement --caveats courtUse`,
      ...exhibit,
    );
    const item = hashIn(exhibited, "Exhibit");
    expect(exhibited).to.include(`\`portolan joint derive ${matter} ${item}\``);
    const { status, err } = await run("customs", `joint derive ${matter} ${item} --caveats nominal`, ...exhibit);
    expect(status).to.be.above(0);
    expect(err).to.include("courtUse");
    await succeed("customs", `joint derive ${matter} ${item} --caveats courtUse,nominal`, ...exhibit);
    expect(await succeed("customs", `handover show ${matter} ${item}`)).to.match(/^Type +exhibit$/m);
    await succeed("customs", `joint prolong ${matter} --days 3`, "--reasons", "The laboratory is late.");
    const shown = await succeed("foreign", `joint show ${matter}`);
    expect(shown)
      .to.match(/^State +Active$/m)
      .and.match(/^Prolongation, days +3$/m);
    expect(shown).to.match(/lead, signed, agrees to prolong it/);
    await succeed("customs", `joint conclude ${matter}`, "--reasons", "The prosecution has it.");
    expect(await succeed("foreign", "joint list")).to.match(new RegExp(`^${matter} +Concluded`, "m"));
    expect(await succeed("carrier", "joint list")).to.equal("You have no joint cases.\n");
    const other = await succeed(
      "customs",
      `joint convene --under ${agreement} --task lead --until ${until}`,
      ...["--record", fileOf("joint")],
    );
    await succeed("customs", `joint invite ${hashIn(other, "Matter")} --to ${swiss} --task analysis`);
    await succeed("foreign", `joint join ${hashIn(other, "Matter")}`);
    await succeed("foreign", `joint leave ${hashIn(other, "Matter")}`, "--reasons", "Closed in our state.");
    expect(await succeed("customs", `joint show ${hashIn(other, "Matter")}`)).to.match(/^State +Concluded \(left\)$/m);
  });

  it("a refused act is one line with the ledger's reason, and nothing is recorded", async () => {
    const matter = await agree();
    const { status, out, err } = await run("customs", `agreement resume ${matter}`);
    expect(status).to.be.above(0);
    expect(out).to.equal("");
    expect(err)
      .to.match(/^portolan: .+\n$/)
      .and.include("Suspended");
  });

  it("an incomplete form is one line that names what is missing", async () => {
    const agreement = await agree();
    await writeFile(fileOf("incomplete"), JSON.stringify({ ...REQUEST_FORM, law: undefined }));
    const words = `request send --under ${agreement} --to ${swiss} --measure information --days 30`;
    const { status, err } = await run("customs", words, "--record", fileOf("incomplete"));
    expect(status).to.be.above(0);
    expect(err).to.include("record.law is missing");
  });

  for (const words of [
    "agreement propose --direction sideways --measures information --days 1 --record x",
    "agreement propose --direction both --measures gossip --days 1 --record x",
    "request refuse 0x12 --ground burden --reasons x",
    "request refuse",
  ])
    it(`a wrong command line of cooperation gets one line and status 2: ${words}`, async () => {
      const { status, out, err } = await runCommand(...words.split(" "));
      expect({ status, out }).to.deep.equal({ status: 2, out: "" });
      expect(err).to.match(/^portolan: .+\n$/);
    });
});
