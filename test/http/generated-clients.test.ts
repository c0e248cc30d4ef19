import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect } from "chai";
import openapiTS, { astToString } from "openapi-typescript";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { OPENAPI } from "./documented-answer.ts";

/** A program of a client, which reads events by the generated types. */
const PROGRAM = `
import type { components, paths } from "./portolan.ts";

type Found = paths["/epcis/events"]["get"]["responses"][200]["content"]["application/json"];
export const typesOf = ({ epcisBody }: Found): unknown[] =>
  epcisBody.queryResults.resultsBody.eventList.map((event) => event["type"]);
export const contextsOf = (found: Found): string[] =>
  found["@context"].map((context) => (typeof context === "string" ? context : Object.keys(context).join()));

export const textOf = (event: components["schemas"]["StreamEvent"]): string =>
  event.event === "entry" || event.event === "act" ? event.data.hash : event.data.state;

export const factOf = ({ facts }: components["schemas"]["Problem"], name: string) => facts[name];

// @ts-expect-error An entry has only the documented members.
export const unknownOf = (entry: components["schemas"]["Entry"]) => entry.missing;
`;

describe("A client generated from the OpenAPI document", () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), "portolan-clients-"))));
  after(() => rm(folder, { recursive: true }));

  it("the OpenAPI document follows Redocly's recommended rules", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lintFromString({ source: JSON.stringify(OPENAPI), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).to.deep.equal([]);
  });

  it("a client in TypeScript, generated from the OpenAPI document, reads events", async () => {
    await writeFile(join(folder, "portolan.ts"), astToString(await openapiTS(OPENAPI)));
    await writeFile(join(folder, "program.ts"), PROGRAM);
    const program = ts.createProgram([join(folder, "program.ts")], {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      types: [],
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
    });
    const problems = ts.getPreEmitDiagnostics(program);
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).to.deep.equal([]);
  });

  const generator = "openapi-python-client";
  const isInstalled = spawnSync(generator, ["--version"]).status === 0;
  it(`a client in Python, generated from the OpenAPI document, has every answer${isInstalled ? "" : ` (skipped: ${generator} is not installed)`}`, async function () {
    if (!isInstalled) this.skip();
    const document = join(folder, "openapi.json");
    await writeFile(document, JSON.stringify(OPENAPI));
    const made = join(folder, "python");
    const { stdout, stderr } = spawnSync(generator, ["generate", "--path", document, "--output-path", made]);
    expect(`${stdout}${stderr}`).not.to.match(/response will be omitted|removal of/);
    const imports =
      "import pkgutil, importlib, portolan_client as c; [importlib.import_module(m.name) for m in pkgutil.walk_packages(c.__path__, 'portolan_client.')]";
    const python = spawnSync(pythonOf(generator), ["-c", imports], { env: { ...process.env, PYTHONPATH: made } });
    expect([python.status, String(python.stderr)]).to.deep.equal([0, ""]);
  });
});

/** The interpreter beside an installed program, which has the packages that the generated code needs. */
function pythonOf(program: string): string {
  const found = spawnSync("sh", ["-c", `command -v ${program}`])
    .stdout.toString()
    .trim();
  return join(found, "..", "python3");
}
