import { expect } from "chai";
import dns from "node:dns";
import { createServer, type Server } from "node:net";
import { syncBuiltinESMExports } from "node:module";
import { createOutgoingAgent } from "../../../src/gateway/outgoing/outgoing-agent.ts";
import { isPublicAddress } from "../../../src/gateway/outgoing/public-address.ts";
import { postMessage } from "../../../src/gateway/notify/post-message.ts";

/** An address of example.com without a listener on the port; the attempt is aborted at once. */
const PUBLIC = "93.184.215.14";

describe("The addresses of webhooks", () => {
  for (const address of [
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
    ...[
      "::1",
      "::",
      "fe80::1",
      "fd00::1",
      "::ffff:127.0.0.1",
      "::ffff:a9fe:a9fe",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
      "ff02::1",
    ],
    ...["", "localhost", "127.1", "0x7f000001"],
  ]) {
    it(`a webhook is never called at ${address || "an empty address"}`, () => {
      expect(isPublicAddress(address)).to.equal(false);
    });
  }

  describe("A name that resolves differently the second time", () => {
    const { lookup } = dns;
    let server: Server;
    let connections = 0;
    let asked = 0;

    before(async () => {
      server = createServer((socket) => {
        connections += 1;
        socket.destroy();
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    });
    beforeEach(() => {
      connections = 0;
      asked = 0;
    });
    after(async () => {
      dns.lookup = lookup;
      syncBuiltinESMExports();
      await new Promise((done) => server.close(done));
    });

    /** A name server that returns these addresses, one after the other. */
    function answering(...addresses: readonly string[]): void {
      const fake = (_name: string, _options: unknown, done: (error: null, found: dns.LookupAddress[]) => void) => {
        const address = addresses[Math.min(asked, addresses.length - 1)] as string;
        asked += 1;
        done(null, [{ address, family: 4 }]);
      };
      dns.lookup = fake as never;
      syncBuiltinESMExports();
    }

    async function post(): Promise<unknown> {
      const { port } = server.address() as { port: number };
      const agent = createOutgoingAgent(false, 10_000);
      try {
        const letter = { url: `https://rebind.example:${port}/`, allowPrivate: false, headers: {}, body: "{}" };
        return await postMessage(agent, letter, AbortSignal.timeout(200));
      } finally {
        await agent.destroy();
      }
    }

    it("a name that resolves to a private address the second time is not called there", async () => {
      answering(PUBLIC, "127.0.0.1");
      await post();
      expect([asked, connections]).to.deep.equal([1, 0]);
      answering("127.0.0.1");
      expect(await post()).to.deep.equal({ problem: "PRIVATE_ADDRESS" });
      expect(connections).to.equal(0);
    });
  });
});
