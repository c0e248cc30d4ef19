import { expect } from "chai";
import { execFile } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** Each script with a wrong value, or with an argument that it does not take. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  start: ["everything"],
  portolan: ["shipment", "list", "--limit", "none"],
  test: ["test/none.test.ts"],
  check: ["types"],
  bench: ["--only", "speed"],
  hammer: ["--seconds", "-1"],
  assurance: ["--only", "luck"],
  conformance: ["--url", "epcis"],
  "accept-snapshots": ["abi"],
};

describe("The command lines of the scripts", () => {
  for (const [script, wrong] of Object.entries(SCRIPTS)) {
    for (const args of [["--headless"], wrong])
      it(`a wrong command line gets one line and status 2: ${script} ${args.join(" ")}`, async () => {
        const { status, out, err } = await run(script, args);
        expect({ status, out }).to.deep.equal({ status: 2, out: "" });
        expect(err).to.match(new RegExp(`^(${script}|portolan): [^\n]+\n$`));
      });

    it(`--help prints the usage and exits with status 0: ${script}`, async () => {
      const { status, out, err } = await run(script, ["--help"]);
      expect({ status, err }).to.deep.equal({ status: 0, err: "" });
      expect(out).to.match(/^Usage: /);
    });
  }
});

/** Runs a script of `package.json` with the runtime of this process. */
function run(script: string, args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const file = join(ROOT, "scripts", `${script}.ts`);
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", file, ...args],
      { cwd: ROOT },
      (_error, out, err) => resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });
}
