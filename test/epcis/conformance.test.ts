import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { CHECKS, runChecks, type Run } from "../../scripts/conformance/run-checks.ts";
import { Server } from "../../scripts/conformance/server.ts";
import { startEchoingServer } from "../support/echoing-server.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { serve } from "../support/http-server.ts";
import { startSpoilingProxy } from "../support/spoiling-proxy.ts";
import { answerInstead, spoilStatus } from "../support/spoils.ts";
import { startStack, type Stack } from "../support/stack.ts";

const SCRIPT = join(import.meta.dirname, "..", "..", "scripts", "conformance.ts");

/** Checks that store named queries and subscriptions, and capture nothing. */
const STORING = CHECKS.filter(({ name }) => name.startsWith("refuses a subscription with"));

const serverAt = (url: string, token = "", waitMs = 20_000) =>
  new Server({ url, headers: { authorization: `Bearer ${token}` }, waitMs, callbackHost: "127.0.0.1" });

const run = (server: Server, checks = CHECKS) => runChecks(server, () => undefined, checks);

const namesOf = ({ results }: Run, wanted: string) =>
  results.filter(({ outcome }) => outcome === wanted).map(({ name }) => name);

describe("The EPCIS conformance suite", () => {
  let stack: Stack;

  before(async () => {
    stack = await startStack();
  });

  after(() => stack.stop());

  const epcis = () => `${stack.gateway.url}/epcis`;
  const tokenOf = (alias: string) => stack.participants[alias]?.token ?? "";

  /** The named queries of a participant. */
  async function queriesOf(alias: string): Promise<unknown> {
    const { body } = await gatewayClient(stack.gateway.url, tokenOf(alias)).get("/epcis/queries");
    return body;
  }

  it("a gateway fails no check of the conformance suite, which leaves no query, subscription or page token there", async () => {
    const { results, left } = await run(serverAt(epcis(), tokenOf("trader")));
    const failed = results.filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ name, reason }) => `${name}: ${reason}`)).to.deep.equal([]);
    expect(results.length).to.be.greaterThan(300);
    expect(left).to.deep.equal([]);
    expect(await queriesOf("trader")).to.deep.equal([]);
  });

  it("thirty runs of the conformance suite in a row give the same results and leave no query", async () => {
    for (let number = 1; number <= 30; number++) {
      const server = serverAt(epcis(), tokenOf("carrier"));
      expect(namesOf(await run(server, STORING), "pass"), `run ${number}`).to.have.length(STORING.length);
    }
    expect(await queriesOf("carrier")).to.deep.equal([]);
  });

  it("a run of the conformance suite with failed checks leaves no query", async () => {
    const proxy = await startSpoilingProxy(epcis());
    proxy.spoil = spoilStatus("POST /queries/{queryName}/subscriptions", 400, 201);
    const failed = namesOf(await run(serverAt(proxy.url, tokenOf("barge")), STORING), "fail");
    await proxy.close();
    expect(failed).to.have.length(STORING.length);
    expect(await queriesOf("barge")).to.deep.equal([]);
  });

  it("a run of the conformance suite reports the queries that a server does not delete", async () => {
    const proxy = await startSpoilingProxy(epcis());
    proxy.spoil = answerInstead("DELETE /queries/{queryName}", { status: 405 });
    const { left } = await run(serverAt(proxy.url, tokenOf("terminal")), STORING.slice(0, 1));
    await proxy.close();
    expect(left).to.have.length(1);
    expect(left[0]).to.match(/^The server does not delete \/queries\/conformance-/);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`a run of the conformance suite that ${signal} interrupts deletes its queries before it ends`, async () => {
      const proxy = await startSpoilingProxy(epcis());
      const args = ["--url", proxy.url, "--key", tokenOf("carrier")];
      const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT, ...args], {
        stdio: ["ignore", "ignore", "ignore"],
      });
      let stored = 0;
      proxy.spoil = {
        answer({ status }, { method, path }) {
          // npm and the terminal both send the signal.
          if (method !== "POST" || path !== "/queries" || status !== 201 || ++stored > 1) return;
          child.kill(signal);
          child.kill(signal);
        },
      };
      const [status] = await once(child, "exit");
      await proxy.close();
      expect(status).to.equal(signal === "SIGINT" ? 130 : 143);
      expect(stored).to.be.greaterThan(0);
      expect(await queriesOf("carrier")).to.deep.equal([]);
    });
  }

  it("a server without EPCIS fails every check that does not ask what the standard leaves open", async () => {
    const server = await serve((_request, response) => response.writeHead(404).end());
    const done = await run(serverAt(server.url, "", 50));
    await server.close();
    expect(namesOf(done, "pass")).to.deep.equal([]);
    expect(namesOf(done, "fail").length).to.be.greaterThan(300);
  });

  it("a server that answers every request with success passes few checks", async () => {
    const server = await serve((request, response) => {
      const status = { POST: 201, DELETE: 204, OPTIONS: 204 }[request.method ?? ""] ?? 200;
      response
        .writeHead(status, { location: "/yes", "content-type": "application/json" })
        .end(status < 204 ? "{}" : "");
    });
    const passed = namesOf(await run(serverAt(server.url, "", 50)), "pass");
    await server.close();
    expect(passed).to.have.length.lessThan(CHECKS.length / 20);
  });

  it("a server that echoes without checking passes few checks", async () => {
    const server = await startEchoingServer();
    const passed = namesOf(await run(serverAt(server.url, "", 50)), "pass");
    await server.close();
    expect(passed).to.have.length.lessThan(CHECKS.length / 10);
  });
});
