import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REQUEST_FORM, TERMS } from "../support/cooperation-records.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { type Ran, runCommand } from "./run-command.ts";

const MEASURE = { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" };
const SHIPMENT = "urn:portolan:ucr:6NL7001";

describe("The command of clocks", () => {
  let stack: Stack;
  let folder: string;
  let swiss: number;
  const fileOf = (name: string) => join(folder, name);

  before(async () => {
    stack = await startStack();
    folder = await mkdtemp(join(tmpdir(), "portolan-clocks-"));
    swiss = stack.participants["foreign"]?.id ?? 0;
    for (const alias of ["customs", "foreign", "trader", "carrier"])
      await writeFile(fileOf(alias), stack.participants[alias]?.token ?? "", { mode: 0o600 });
    const opening = { "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"] };
    for (const [name, record] of Object.entries({ terms: TERMS, form: REQUEST_FORM, measure: MEASURE, opening }))
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
  const matterIn = (out: string): string => /^Matter +(0x[0-9a-f]{64})$/m.exec(out)?.[1] ?? "";
  const clocksOf = async (alias: string, ...more: string[]) =>
    JSON.parse(await succeed(alias, "clocks --json", ...more)) as {
      readonly about: string;
      readonly rule: string;
      readonly hold: string;
      readonly waitsFor: { readonly id: number } | null;
    }[];

  it("a Hold under a named profile and a request have clocks, each with what to do next, and a stranger sees none", async () => {
    expect(await succeed("customs", "clocks")).to.equal("You have no open clocks.\n");
    await succeed("trader", `entry post --kind Consign --shipment ${SHIPMENT} --payload`, fileOf("opening"));
    const measure = ["--payload", fileOf("measure")];
    const wrong = await run("customs", `entry post --kind Hold --shipment ${SHIPMENT} --profile us-law`, ...measure);
    expect(wrong.status).to.not.equal(0);
    expect(wrong.err).to.include("knows no profile us-law").and.include("us-cafra");
    await succeed("customs", `entry post --kind Hold --shipment ${SHIPMENT} --profile us-cafra`, ...measure);
    const held = JSON.parse(await succeed("customs", "entry list --kind Hold --json")) as { readonly hash: string }[];
    const hold = held[0]?.hash ?? "";
    await succeed("customs", `entry post --kind Seize --shipment ${SHIPMENT} --refers-to ${hold}`, ...measure);

    const proposed = await succeed(
      "customs",
      "agreement propose --direction both --measures information --days 90 --record",
      fileOf("terms"),
    );
    const agreement = matterIn(proposed);
    await succeed("customs", `agreement name ${agreement} --to ${swiss} --direction both`);
    await succeed("foreign", `agreement sign ${agreement}`);
    const sent = await succeed(
      "customs",
      `request send --under ${agreement} --to ${swiss} --measure information --days 30 --record`,
      fileOf("form"),
    );
    const request = matterIn(sent);

    const shown = await succeed("customs", "clocks");
    expect(shown).to.include("receive and answer the request").and.include("send the notice of seizure");
    expect(shown).to.include("us-cafra (unsigned)").and.include("Reading a statute is not legal advice.");
    const clocks = await clocksOf("customs");
    expect(clocks.map(({ about, rule }) => [about, rule])).to.deep.equal([
      ["request", "answer"],
      ["case", "seizureNotice"],
    ]);
    expect((await clocksOf("trader")).map(({ hold: of }) => of)).to.deep.equal([hold]);
    expect((await clocksOf("foreign", "--waits-for", String(swiss))).map(({ about }) => about)).to.deep.equal([
      "request",
    ]);
    expect(await succeed("foreign", "clocks --csv")).to.include(request);
    expect(await clocksOf("carrier")).to.deep.equal([]);

    await succeed("foreign", `agreement denounce ${agreement}`, "--reasons", "A new treaty.");
    expect((await clocksOf("customs", "--days", "100")).map(({ about, rule }) => [about, rule])).to.deep.equal([
      ["request", "answer"],
      ["case", "seizureNotice"],
      ["agreement", "end"],
    ]);
    expect(await clocksOf("customs", "--days", "10")).to.deep.equal([]);
  });
});
