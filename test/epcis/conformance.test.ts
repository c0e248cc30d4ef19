import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { runChecks } from "../../scripts/conformance/run-checks.ts";
import { startStack, type Stack } from "../support/stack.ts";

const common = { waitMs: 20_000, callbackHost: "127.0.0.1" };

describe("The EPCIS conformance suite", () => {
  describe("against a gateway", () => {
    let stack: Stack;

    before(async () => {
      stack = await startStack();
    });

    after(() => stack.stop());

    it("a gateway passes every check of the conformance suite", async () => {
      const headers = { authorization: `Bearer ${stack.participants["trader"]?.token}` };
      const results = await runChecks({ url: `${stack.gateway.url}/epcis`, headers, ...common }, () => undefined);
      const others = results.filter(({ outcome }) => outcome !== "pass");
      expect(others.map(({ name, reason }) => `${name}: ${reason}`)).to.deep.equal([]);
      expect(results.length).to.be.greaterThan(100);
    });
  });

  describe("against a server without EPCIS", () => {
    it("a server without EPCIS passes no check, and the suite lists the unsupported functions", async () => {
      const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const results = await runChecks({ url, headers: {}, ...common }, () => undefined);
      server.close();
      expect(results.filter(({ outcome }) => outcome === "pass").map(({ name }) => name)).to.deep.equal([]);
      expect(results.filter(({ outcome }) => outcome === "not supported").length).to.be.greaterThan(100);
    });
  });
});
