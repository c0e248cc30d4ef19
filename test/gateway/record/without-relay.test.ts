import { expect } from "chai";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { readConfig, type Config } from "../../../src/config/config.ts";
import { EPCIS_CONTEXT } from "../../../src/epcis/query/query-document.ts";
import type { RunningGateway } from "../../../src/start/start-gateway.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { errorOf } from "../../support/error-of.ts";
import { eventually } from "../../support/eventually.ts";
import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import { CONTEXT, SAMPLES } from "../../epcis/sample-events.ts";

describe("A gateway without a relay key", () => {
  let stack: Stack;
  let proxy: ChainProxy;
  let gateway: RunningGateway | undefined;

  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    proxy = await startChainProxy(stack.node.url);
    const { dataDir } = stack.config;
    await cp(join(dataDir, "keys"), join(dataDir, "reading-keys"), { recursive: true });
    await rm(join(dataDir, "reading-keys", "relays"), { recursive: true });
  });
  afterEach(async () => {
    await gateway?.stop();
    gateway = undefined;
  });
  after(async () => {
    await proxy.close();
    await stack.stop();
  });

  function configOf(keys: string): Config {
    const { dataDir, contracts } = stack.config;
    return readConfig({
      PORT: "0",
      DATA_DIR: dataDir,
      KEYSTORE_DIR: join(dataDir, keys),
      RPC_URL: proxy.url,
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      DIRECTORY_ADDRESS: contracts?.directory ?? "",
      COOPERATION_ADDRESS: contracts?.cooperation ?? "",
    });
  }

  async function start(keys: string): Promise<GatewayClient> {
    gateway = await startTestGateway(configOf(keys));
    return gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
  }

  it("every way to record is refused with RelayMissing, and nothing is accepted", async () => {
    const client = await start("reading-keys");
    const draft = { kind: "Consign", shipment: "urn:example:reading:1", payload: {} };
    const capture = {
      "@context": [EPCIS_CONTEXT, ...CONTEXT],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: "2026-03-01T00:00:00Z",
      epcisBody: { eventList: [SAMPLES["a"]] },
    };
    const { body: prepared } = await client.post("/v1/entries/prepare", draft);
    const answers = [
      await client.post("/v1/entries", draft),
      await client.post("/v1/entries/bulk", [draft]),
      await client.post("/v1/entries/prepared", { prepared: prepared.prepared }),
      await client.post("/epcis/capture", capture),
    ];

    for (const { status, body } of answers) expect([status, body.code]).to.deep.equal([409, "RelayMissing"]);
    const { body } = await client.get("/v1/shipments");
    expect(body.items).to.deep.equal([]);
  });

  it("a start is refused while accepted entries wait to be sent, and with a relay key they are recorded", async () => {
    proxy.interference = { before: ({ methods }) => (methods.includes("eth_sendRawTransaction") ? "lost" : undefined) };
    const accepting = await start("keys");
    const draft = { kind: "Consign", shipment: "urn:example:waiting:1", payload: {} };
    expect((await accepting.post("/v1/entries", draft)).status).to.equal(202);
    await gateway?.stop();
    gateway = undefined;

    expect((await errorOf(() => startTestGateway(configOf("reading-keys")))).code).to.equal("RelayMissing");
    proxy.interference = {};
    const client = await start("keys");
    await eventually("the entry is recorded", async () => {
      const { body } = await client.get("/v1/shipments");
      return body.items.length === 1;
    });
  });
});
