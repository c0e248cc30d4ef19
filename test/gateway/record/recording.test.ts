import { expect } from "chai";
import { Contract, JsonRpcProvider, Signature, TypedDataEncoder, Wallet } from "ethers";
import type { RunningGateway } from "../../../src/start/start-gateway.ts";
import { ShipmentLedger__factory } from "../../../types/factories/ShipmentLedger__factory.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { readChainTruth } from "../../support/chain-truth.ts";
import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { startPostgresServer, type PostgresServer } from "../../support/postgres-server.ts";
import { FAUCET, startStack, type Stack } from "../../support/stack.ts";
import { startTestGateway } from "../../support/test-gateway.ts";
import { eventually } from "../../support/eventually.ts";

const WAIT = { prefer: "wait=20" };

describe("Recording", () => {
  describe("A gateway on SQLite", () => {
    let stack: Stack;
    let proxy: ChainProxy;
    let gateway: RunningGateway;
    let trader: GatewayClient;
    let carrier: GatewayClient;

    before(async () => {
      stack = await startStack();
      await stack.gateway.stop();
      proxy = await startChainProxy(stack.node.url);
      gateway = await startTestGateway({ ...stack.config, rpcUrl: proxy.url, queueLimit: 100 });
      trader = gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
      carrier = gatewayClient(gateway.url, stack.participants["carrier"]?.token ?? "");
    });
    afterEach(() => {
      proxy.interference = {};
    });
    after(async () => {
      await gateway.stop();
      await proxy.close();
      await stack.stop();
    });

    async function open(identifier: string): Promise<string> {
      const { body, status } = await trader.post(
        "/v1/shipments",
        { identifier, payload: { opened: identifier } },
        WAIT,
      );
      expect(status, JSON.stringify(body)).to.equal(201);
      return body.id;
    }

    it("two racing requests for one shipment are both recorded, one after the other", async () => {
      const shipment = await open("urn:example:race");
      const offer = {
        kind: "Offer",
        shipment,
        counterparty: stack.participants["carrier"]?.id,
        payload: { terms: "CIF" },
      };
      expect((await trader.post("/v1/entries", offer, WAIT)).status).to.equal(201);
      const answers = await Promise.all([
        trader.post("/v1/entries", { kind: "Report", shipment, payload: { from: "trader" } }, WAIT),
        carrier.post("/v1/entries", { kind: "Report", shipment, payload: { from: "carrier" } }, WAIT),
        carrier.post("/v1/entries", { kind: "Accept", shipment, payload: { seals: "intact" } }, WAIT),
      ]);
      expect(answers.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
      expect(answers.map(({ body }) => body.sequence).toSorted()).to.deep.equal([3, 4, 5]);
    });

    it("an overtaken entry is signed again on the new head", async () => {
      const shipment = await open("urn:example:overtaken");
      const written = Promise.withResolvers<void>();
      let first = true;
      // The gateway's transaction is held back until another participant has written to the shipment.
      proxy.interference = {
        async before({ methods }) {
          if (!methods.includes("eth_sendRawTransaction") || !first) return undefined;
          first = false;
          await writeDirectly(stack, shipment);
          written.resolve();
          return undefined;
        },
      };
      const answer = await trader.post("/v1/entries", { kind: "Report", shipment, payload: { n: 1 } }, WAIT);
      await written.promise;
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
      expect(answer.body.sequence).to.equal(3);
    });

    it("an overtaken entry whose author chose the head is refused", async () => {
      const shipment = await open("urn:example:strict");
      const { body } = await trader.get(`/v1/shipments/${shipment}`);
      await trader.post("/v1/entries", { kind: "Report", shipment, payload: { n: 1 } }, WAIT);
      const strict = { kind: "Report", shipment, payload: { n: 2 }, previous: body.head };
      const answer = await trader.post("/v1/entries", strict, WAIT);
      expect(answer.body.code).to.equal("ShipmentLedgerStale");
      expect(answer.body.facts.previous).to.equal(body.head);
    });

    it("a refusal carries the contract's reason, and the rest of the request is recorded", async () => {
      const shipment = await open("urn:example:refused");
      const entries = [
        { kind: "Report", shipment, payload: { n: 1 } },
        { kind: "Withdraw", shipment, payload: { n: 2 } },
        { kind: "Report", shipment, payload: { n: 3 } },
      ];
      const { body } = await trader.post("/v1/entries/bulk", entries, WAIT);
      const outcomes = body.results.map(
        ({ submission }: { submission: { state: string; refusal: { code: string } } }) => [
          submission.state,
          submission.refusal?.code,
        ],
      );
      expect(outcomes).to.deep.equal([
        ["recorded", undefined],
        ["refused", "ShipmentLedgerUnexpectedPhase"],
        ["recorded", undefined],
      ]);
    });

    it("Loads keep their order, also when an earlier entry is refused", async () => {
      const [first, second] = [await open("urn:example:outer"), await open("urn:example:inner")];
      const entries = [
        { kind: "Withdraw", shipment: first, payload: { n: 1 } },
        { kind: "Load", shipment: first, refersTo: second, payload: { n: 2 } },
        { kind: "Load", shipment: second, refersTo: first, payload: { n: 3 } },
      ];
      const { body } = await trader.post("/v1/entries/bulk", entries, WAIT);
      const states = body.results.map(({ submission }: { submission: { state: string } }) => submission.state);
      expect(states).to.deep.equal(["refused", "recorded", "refused"]);
    });

    it("an identifier means the newest shipment under it, also one that the same request opens", async () => {
      const identifier = "urn:example:again";
      const closed = await open(identifier);
      await trader.post("/v1/entries", { kind: "Close", shipment: closed, payload: {} }, WAIT);
      const say = (kind: string, n: number) => ({ kind, shipment: identifier, payload: { n } });
      const entries = [say("Report", 1), say("Report", 2), say("Consign", 3), say("Report", 4), say("Report", 5)];
      const { body } = await trader.post("/v1/entries/bulk", entries, WAIT);
      const shipments = body.results.map(({ submission }: { submission: { shipment: string } }) => submission.shipment);
      const opened = shipments[2];
      expect(opened).to.not.equal(closed);
      expect(shipments).to.deep.equal([closed, closed, opened, opened, opened]);
    });

    it("a full queue refuses requests with a time to retry, and no accepted entry is lost", async () => {
      const shipment = await open("urn:example:busy");
      const release = Promise.withResolvers<void>();
      proxy.interference = {
        async before({ methods }) {
          if (methods.includes("eth_sendRawTransaction")) await release.promise;
          return undefined;
        },
      };
      const entries = Array.from({ length: 40 }, (_, n) => ({ kind: "Report", shipment, payload: { n } }));
      const taken = await trader.post("/v1/entries/bulk", entries);
      expect(taken.status).to.equal(202);
      // The trader fills its half of the queue; another participant need not wait.
      const greedy = await trader.post("/v1/entries/bulk", entries);
      expect([greedy.status, greedy.body.code]).to.deep.equal([429, "TooManyUnsettled"]);
      const own = Array.from({ length: 40 }, (_, n) => ({
        kind: "Consign",
        shipment: `urn:example:busy:${n}`,
        payload: {},
      }));
      expect((await carrier.post("/v1/entries/bulk", own)).status).to.equal(202);
      const refused = await carrier.post("/v1/entries/bulk", own);
      expect([refused.status, refused.body.code]).to.deep.equal([503, "GatewayBusy"]);
      expect(Number(refused.headers.get("retry-after"))).to.be.greaterThan(0);
      release.resolve();
      for (const { submission } of taken.body.results) {
        let state = "accepted";
        await eventually("the submission is settled", async () => {
          ({ state } = (await trader.get(`/v1/submissions/${submission.id}`)).body);
          return state !== "accepted";
        });
        expect(state).to.equal("recorded");
      }
    });
  });

  describe("Two gateways on one PostgreSQL", () => {
    let server: PostgresServer;
    let stack: Stack;
    let second: RunningGateway;

    before(async () => {
      server = await startPostgresServer();
      stack = await startStack({ DATABASE_URL: server.url });
      second = await startTestGateway(stack.config);
    });
    after(async () => {
      await second.stop();
      await stack.stop();
      await server.stop();
    });

    it("two gateways record what either accepted once, in the order of acceptance", async () => {
      const clients = [stack.gateway, second].map(({ url }) =>
        gatewayClient(url, stack.participants["trader"]?.token ?? ""),
      );
      const posts = Array.from({ length: 24 }, (_, n) => {
        const entries = ["Consign", "Report", "Report"].map((kind) => ({
          kind,
          shipment: `urn:example:both:${n}`,
          payload: { n, kind },
        }));
        return (clients[n % 2] as GatewayClient).post("/v1/entries/bulk", entries, WAIT);
      });
      const answers = await Promise.all(posts);
      const states = answers.flatMap((answer) =>
        answer.body.results.map(({ submission }: { submission: { state: string } }) => submission.state),
      );
      expect(new Set(states)).to.deep.equal(new Set(["recorded"]));
      const truth = await readChainTruth(stack.node.url, stack.config.contracts?.ledger ?? "0x");
      expect(truth.recorded).to.have.length(24 * 3);
    });

    it("the second gateway records when the leading one is gone", async () => {
      await stack.gateway.stop();
      const client = gatewayClient(second.url, stack.participants["trader"]?.token ?? "");
      const answer = await client.post("/v1/shipments", { identifier: "urn:example:after", payload: { n: 1 } }, WAIT);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    });
  });
});

/** Records a Report on the shipment's head without the gateway, signed with the trader's key. */
async function writeDirectly(stack: Stack, shipment: string): Promise<void> {
  const provider = new JsonRpcProvider(stack.node.url, undefined, { cacheTimeout: -1, pollingInterval: 20 });
  try {
    const address = stack.config.contracts?.ledger ?? "";
    const ledger = new Contract(address, ShipmentLedger__factory.abi, new Wallet(FAUCET, provider));
    const { chainId } = await provider.getNetwork();
    const trader = stack.participants["trader"];
    const entry = {
      shipment,
      previous: await ledger.getFunction("headOf")(shipment),
      kind: 8,
      author: trader?.id,
      counterparty: 0,
      refersTo: `0x${"0".repeat(64)}`,
      occurredAt: Math.floor(Date.now() / 1000),
      commitment: `0x${"11".repeat(32)}`,
    };
    const fields = ShipmentLedger__factory.createInterface().getFunction("hashOf").inputs[0]?.components ?? [];
    const digest = TypedDataEncoder.hash(
      { name: "Portolan", version: "1", chainId, verifyingContract: address },
      { Entry: fields.map(({ name, type }) => ({ name, type })) },
      entry,
    );
    const key = new Wallet(`0x${Buffer.from(trader?.key.copyBytes() ?? []).toString("hex")}`);
    const signature = Signature.from(key.signingKey.sign(digest)).compactSerialized;
    await (await ledger.getFunction("record")({ entry, signature })).wait();
  } finally {
    provider.destroy();
  }
}
