import { expect } from "chai";
import hre from "hardhat";
import { startChain, type TestChain } from "../../support/chain.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { errorOf } from "../../support/error-of.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import type { RunningGateway } from "../../../src/start/start-gateway.ts";
import { eventually } from "../../support/eventually.ts";

describe("A gateway whose node changes to another chain", () => {
  let stack: Stack;
  let proxy: ChainProxy;
  let gateway: RunningGateway;
  let shipment: string;
  const others: { readonly chain: TestChain; readonly served: ServedChain }[] = [];
  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    proxy = await startChainProxy(stack.node.url);
    gateway = await start();
    shipment = (await client().post("/v1/shipments", { identifier: "urn:example:ours", payload: {} }, WAIT)).body.id;
  });
  after(async () => {
    await gateway.stop();
    for (const { chain, served } of others) {
      await served.close();
      await chain.connection.close();
    }
    await proxy.close();
    await stack.stop();
  });

  const WAIT = { prefer: "wait=30" };
  const start = () => startTestGateway({ ...stack.config, rpcUrl: proxy.url });
  const client = () => gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
  const report = () => client().post("/v1/entries", { kind: "Report", shipment, payload: {} }, WAIT);

  /** Makes the node serve a chain with the same beginning, under this id. */
  async function serveAnother(chainId: number): Promise<void> {
    const connection = await hre.network.create({ network: "chain", override: { chainId } });
    const chain = await startChain({ connection });
    const served = await serveChain(chain);
    others.push({ chain, served });
    proxy.target = served.url;
  }

  async function expectNothingServed(): Promise<void> {
    await eventually("the gateway is not ready", async () => (await client().get("/readyz")).status === 503);
    for (const answer of [await client().get(`/v1/shipments/${shipment}`), await report()])
      expect([answer.status, answer.body.code]).to.deep.equal([503, "GatewayNotReady"]);
  }

  it("a gateway whose node changed its chain raises an alarm and accepts nothing", async () => {
    await serveAnother(stack.node.chainId);
    await expectNothingServed();
  });

  it("a gateway started on a chain with the same genesis block and addresses raises the alarm too", async () => {
    await gateway.stop();
    gateway = await start();
    await expectNothingServed();
  });

  it("a gateway does not start on a chain of another id", async () => {
    await gateway.stop();
    await serveAnother(stack.node.chainId + 1);
    expect((await errorOf(start)).code).to.equal("ChainChanged");
  });

  it("a gateway continues from its checkpoint when its own chain is back", async () => {
    proxy.target = stack.node.url;
    gateway = await start();
    await eventually("the gateway is ready", async () => (await client().get("/readyz")).status === 200);
    expect((await report()).status).to.equal(201);
    const { body } = await client().get(`/v1/shipments/${shipment}/entries`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).to.have.members(["Consign", "Report"]);
  });
});
