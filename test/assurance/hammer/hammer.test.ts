import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { programFile } from "../../support/programs.ts";

async function run(...args: string[]) {
  const hammer = await programFile("hammer");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", hammer, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { output, errors, code: code as number };
}

describe("npm run hammer", () => {
  it("the hammer runs writers, readers and an auditor in parallel and finds no fault", async () => {
    const { output, code } = await run("--seconds", "4", "--floor", "1");
    for (const kind of ["bulk", "single", "repeated", "trace", "audit"])
      expect(output).to.match(new RegExp(`^${kind} `, "m"));
    expect(output).to.match(/entries\/s recorded over \d+ s, 0 faults: it held\.$/m);
    expect(code).to.equal(0);
  });

  it("the hammer reports an invalid option in one line and exits with 2", async () => {
    const { output, errors, code } = await run("--seconds", "soon");
    expect([output, code]).to.deep.equal(["", 2]);
    expect(errors).to.match(/^hammer: .*\n$/);
  });
});
