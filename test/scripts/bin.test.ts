import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import packageJson from "../../package.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

describe("The command portolan", () => {
  it("portolan runs in its clone by npx", async () => {
    const { stdout } = await run("npx", ["--no-install", "portolan", "--version"], { cwd: ROOT });
    expect(stdout.trim()).to.equal(packageJson.version);
  });

  it("portolan runs from any folder through the link that npm creates", async () => {
    const folder = await mkdtemp(join(tmpdir(), "portolan-bin-"));
    await symlink(join(ROOT, packageJson.bin), join(folder, "portolan"));
    const { stdout } = await run(join(folder, "portolan"), ["--version"], { cwd: folder });
    await rm(folder, { recursive: true });
    expect(stdout.trim()).to.equal(packageJson.version);
  });

  it("portolan exits with the status of the command", async () => {
    const failure = await run(join(ROOT, packageJson.bin), ["no-such-command"]).catch((error: unknown) => error);
    expect(failure).to.have.property("code", 2);
  });
});
