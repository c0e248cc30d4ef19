import { expect } from "chai";
import { readChainTruth } from "../../support/chain-truth.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { readConfig } from "../../../src/config/config.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import type { RunningGateway } from "../../../src/start/start-gateway.ts";

describe("A gateway whose node accepts transactions without an answer", () => {
  let stack: Stack;
  let proxy: ChainProxy;
  let gateway: RunningGateway;
  before(async () => {
    stack = await startStack();
    proxy = await startChainProxy(stack.node.url);
    await stack.gateway.stop();
    const { dataDir, contracts } = stack.config;
    gateway = await startTestGateway(
      readConfig({
        PORT: "0",
        DATA_DIR: dataDir,
        RPC_URL: proxy.url,
        CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
        LEDGER_ADDRESS: contracts?.ledger ?? "",
        DIRECTORY_ADDRESS: contracts?.directory ?? "",
        COOPERATION_ADDRESS: contracts?.cooperation ?? "",
      }),
    );
  });
  after(async () => {
    await gateway.stop();
    await proxy.close();
    await stack.stop();
  });

  it("a gateway whose node never answers to a transaction records each entry once", async () => {
    proxy.interference = {
      after: ({ methods }) => (methods.includes("eth_sendRawTransaction") ? "lost" : undefined),
    };
    const client = gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
    const entries = Array.from({ length: 12 }, (_, entry) => ({
      kind: entry < 3 ? "Consign" : "Report",
      shipment: `urn:example:lost:${entry % 3}`,
      payload: { entry },
    }));
    const { status, body } = await client.post("/v1/entries/bulk", entries, { prefer: "wait=30" });
    expect(status).to.equal(200);
    const { recorded } = await readChainTruth(stack.node.url, stack.config.contracts?.ledger ?? "0x");
    const hashes = body.results.map(({ submission }: { submission: { entry: string } }) => submission.entry);
    expect([...recorded].toSorted()).to.deep.equal(hashes.toSorted());
  });
});
