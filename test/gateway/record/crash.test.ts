import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { startChainProxy, type ChainProxy, type Interference } from "../../support/chain-proxy.ts";
import { readChainTruth } from "../../support/chain-truth.ts";
import { gatewayClient, type Answer } from "../../support/gateway-client.ts";
import { startKillableGateway, type KillableGateway } from "../../support/killable-gateway.ts";
import { startStack, type Stack } from "../../support/stack.ts";

/** Where in its work the gateway is killed, told by what it asks of the chain. */
const MOMENTS: Readonly<Record<string, (kill: () => Promise<void>, nth: number) => Interference>> = {
  "with a batch signed and stored, before the node sees it": (kill, nth) => ({
    before: counted("eth_sendRawTransaction", nth, async () => {
      await kill();
      return "lost" as const;
    }),
  }),
  "with a batch at the node, before the node's answer arrives": (kill, nth) => ({
    after: counted("eth_sendRawTransaction", nth, async () => {
      await kill();
      return "lost" as const;
    }),
  }),
  "with a batch mined, before its logs are read": (kill, nth) => ({
    before: counted("eth_getLogs", nth, async () => {
      await kill();
      return "lost" as const;
    }),
  }),
  "with the logs read, while they are being stored": (kill, nth) => ({
    after: counted("eth_getLogs", nth, async () => {
      setTimeout(() => void kill(), 1 + nth);
      return undefined;
    }),
  }),
};

function counted<Result>(method: string, nth: number, act: () => Promise<Result>) {
  let seen = 0;
  return async ({ methods }: { methods: readonly string[] }) => {
    if (methods.includes(method)) seen += 1;
    return methods.includes(method) && seen === nth ? act() : undefined;
  };
}

describe("Pipeline: what was acknowledged is recorded once", function () {
  this.timeout(120_000);
  let stack: Stack;
  let proxy: ChainProxy;
  let environment: Record<string, string>;
  let rounds = 0;
  const running = new Set<KillableGateway>();

  before(async () => {
    stack = await startStack();
    proxy = await startChainProxy(stack.node.url);
    await stack.gateway.stop();
    const { dataDir, contracts } = stack.config;
    environment = {
      PORT: "0",
      DATA_DIR: dataDir,
      RPC_URL: proxy.url,
      CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      BATCH_ENTRIES: "8",
    };
  });
  after(async () => {
    await proxy.close();
    await stack.stop();
  });

  async function start(): Promise<KillableGateway> {
    const gateway = await startKillableGateway(environment);
    running.add(gateway);
    return gateway;
  }

  afterEach(async () => {
    for (const gateway of running) await gateway.kill();
    running.clear();
  });

  /** Requests of one round: three shipments, each opened and reported on, with an idempotency key each. */
  function requestsOf(round: number) {
    return Array.from({ length: 6 }, (_, request) => ({
      key: `round-${round}-request-${request}`,
      entries: Array.from({ length: 6 }, (_, entry) => ({
        kind: request < 3 && entry === 0 ? "Consign" : "Report",
        shipment: `urn:example:${round}:${request % 3}`,
        payload: { round, request, entry },
      })),
    }));
  }

  async function post(gateway: KillableGateway, { key, entries }: ReturnType<typeof requestsOf>[number]) {
    const client = gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
    return client.post("/v1/entries/bulk", entries, { "idempotency-key": key });
  }

  /** Posts until the gateway dies, then to a new one again: what a client does that must not lose or double anything. */
  async function playRound(interference: (kill: () => Promise<void>) => Interference, killAfterMs?: number) {
    rounds += 1;
    const requests = requestsOf(rounds);
    const first = await start();
    proxy.interference = interference(() => first.kill());
    if (killAfterMs !== undefined) setTimeout(() => void first.kill(), killAfterMs);
    const acknowledged = new Map<string, Answer["body"]>();
    for (const request of requests) {
      const answer = await post(first, request).catch(() => undefined);
      if (answer?.status === 202 || answer?.status === 200) acknowledged.set(request.key, answer.body);
      await sleep(5);
    }
    // Long enough for the moment to come when nothing was in its way; then the round tests an ordinary restart.
    await Promise.race([new Promise((exit) => first.process.once("exit", exit)), sleep(1_500)]);
    await first.kill();
    proxy.interference = {};

    const second = await start();
    const ids: number[] = [];
    for (const request of requests) {
      const { status, body } = await post(second, request);
      expect(status, JSON.stringify(body)).to.be.oneOf([200, 202]);
      const submissions = body.results.map(({ submission }: { submission: { id: number } }) => submission.id);
      const promised = acknowledged.get(request.key);
      if (promised !== undefined) {
        expect(submissions, "a repeated request gets the promise that was made").to.deep.equal(
          promised.results.map(({ submission }: { submission: { id: number } }) => submission.id),
        );
      }
      ids.push(...submissions);
    }
    const client = gatewayClient(second.url, stack.participants["trader"]?.token ?? "");
    const settled = [];
    for (const id of ids) {
      let submission;
      do {
        submission = (await client.get(`/v1/submissions/${id}`)).body;
        if (submission.state === "accepted") await sleep(20);
      } while (submission.state === "accepted");
      settled.push(submission);
    }
    for (const shipment of new Set<string>(settled.map(({ shipment }) => shipment))) {
      const entry = { kind: "Report", shipment, payload: { after: "the restart" } };
      const { status, body } = await client.post("/v1/entries", entry, { prefer: "wait=10" });
      expect(status, `a shipment can be written to after the restart: ${JSON.stringify(body)}`).to.equal(201);
    }
    return { acknowledged: acknowledged.size, settled };
  }

  async function expectEachRecordedOnce(settled: { state: string; entry: string; commitment: string }[]) {
    const truth = await readChainTruth(stack.node.url, stack.config.contracts?.ledger ?? "0x");
    expect(settled.map(({ state }) => state)).to.deep.equal(settled.map(() => "recorded"));
    for (const { entry, commitment } of settled) {
      expect(truth.recorded.filter((hash) => hash === entry)).to.have.length(1);
      expect(truth.commitments.filter((other) => other === commitment)).to.have.length(1);
    }
    expect(truth.recorded, "nothing else was recorded").to.have.length(rounds * (36 + 3));
  }

  for (const [moment, interfere] of Object.entries(MOMENTS)) {
    for (const nth of [1, 3]) {
      it(`killed ${moment} (occasion ${nth})`, async () => {
        const { settled } = await playRound((kill) => interfere(kill, nth));
        await expectEachRecordedOnce(settled);
      });
    }
  }

  for (const ms of [0, 11, 26, 63]) {
    it(`killed ${ms} ms after the first request is on its way`, async () => {
      const { settled } = await playRound(() => ({}), ms);
      await expectEachRecordedOnce(settled);
    });
  }

  it("with a node whose answers to sent transactions are all lost", async () => {
    const { settled } = await playRound(() => ({
      after: ({ methods }) => (methods.includes("eth_sendRawTransaction") ? "lost" : undefined),
    }));
    await expectEachRecordedOnce(settled);
  });
});
