import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { programFile } from "../support/programs.ts";

describe("A server that does not stop", () => {
  async function start() {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", await programFile("hanging-server")],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    await once(child.stdout, "data");
    return { child, ended: once(child, "exit") };
  }

  it("a process whose server hangs is killed 30 seconds after the signal and names what is open", async () => {
    const { child, ended } = await start();
    const remarks = text(child.stderr);
    const signalledAt = Date.now();
    child.kill("SIGTERM");
    const [status, signal] = await ended;
    expect({ status, signal }).to.deep.equal({ status: null, signal: "SIGKILL" });
    expect(Date.now() - signalledAt).to.be.within(29_900, 32_000);
    expect(await remarks).to.match(/took longer than 30 seconds.*killed.*Still open: .*Timeout/);
  });

  it("a second signal ends a process whose server hangs", async () => {
    const { child, ended } = await start();
    child.kill("SIGTERM");
    await once(child.stderr, "data");
    child.kill("SIGTERM");
    const [status, signal] = await ended;
    expect({ status, signal }).to.deep.equal({ status: 130, signal: null });
  });
});
