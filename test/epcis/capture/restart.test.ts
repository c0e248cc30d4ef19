import { expect } from "chai";
import { randomUUID } from "node:crypto";
import type { JobView } from "../../../src/api/epcis/job.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { startChainProxy, type ChainProxy } from "../../support/chain-proxy.ts";
import { readChainTruth } from "../../support/chain-truth.ts";
import { startKillableGateway, type KillableGateway } from "../../support/killable-gateway.ts";
import { eventually } from "../../support/eventually.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { documentOf, EpcisClient, freshUnit, objectEvent } from "./epcis-client.ts";

describe("A capture job with unsettled entries", () => {
  let stack: Stack;
  let proxy: ChainProxy;
  let environment: Record<string, string>;
  const running = new Set<KillableGateway>();

  before(async () => {
    stack = await startStack();
    await stack.gateway.stop();
    proxy = await startChainProxy(stack.node.url);
    const { dataDir, contracts } = stack.config;
    environment = {
      PORT: "0",
      DATA_DIR: dataDir,
      RPC_URL: proxy.url,
      CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      DIRECTORY_ADDRESS: contracts?.directory ?? "",
      COOPERATION_ADDRESS: contracts?.cooperation ?? "",
    };
  });
  after(async () => {
    await proxy.close();
    await stack.stop();
  });
  afterEach(async () => {
    for (const gateway of running) await gateway.kill();
    running.clear();
    proxy.interference = {};
  });

  async function start(): Promise<{ gateway: KillableGateway; trader: EpcisClient }> {
    const gateway = await startKillableGateway(environment);
    running.add(gateway);
    return { gateway, trader: new EpcisClient(gateway.url, stack.participants["trader"]?.token as string) };
  }

  /** Holds back every transaction until `release` is called. */
  function holdTransactions(): { release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    proxy.interference = {
      async before({ methods }) {
        if (methods.includes("eth_sendRawTransaction")) await released;
        return undefined;
      },
    };
    return { release };
  }

  const made = (unit: string) =>
    objectEvent([unit], { eventID: `urn:uuid:${randomUUID()}`, action: "ADD", bizStep: "commissioning" });
  const shipped = (unit: string, to: string) =>
    objectEvent([unit], {
      eventID: `urn:uuid:${randomUUID()}`,
      bizStep: "shipping",
      destinationList: [
        { type: "possessing_party", destination: `urn:portolan:participant:${stack.participants[to]?.id}` },
      ],
    });

  async function accepted(client: EpcisClient, ...events: JsonObject[]): Promise<string> {
    const response = await client.post("/capture", documentOf(events));
    expect(response.status).to.equal(202);
    return response.headers.get("location") as string;
  }
  const entriesOf = (job: JobView) => job["portolan:entries"] ?? [];

  it("a capture job is finished by the next gateway when the first is killed before the recording", async () => {
    proxy.interference = { before: ({ methods }) => (methods.includes("eth_sendRawTransaction") ? "lost" : undefined) };
    const first = await start();
    const document = [made(freshUnit()), made(freshUnit()), made(freshUnit())];
    const location = await accepted(first.trader, ...document);
    const { body: before } = await first.trader.get<JobView>(location);
    expect(before).to.include({ running: true, success: true, finishedAt: null });
    expect(entriesOf(before).map(({ state }) => state)).to.deep.equal(["accepted", "accepted", "accepted"]);
    await first.gateway.kill();

    proxy.interference = {};
    const { trader } = await start();
    const after = await trader.ended(location);
    expect(after).to.include({ running: false, success: true });
    const { recorded } = await readChainTruth(stack.node.url, stack.config.contracts?.ledger ?? "0x");
    for (const { state, entry } of entriesOf(after)) {
      expect(state).to.equal("recorded");
      expect(recorded.filter((hash) => hash === entry)).to.have.length(1);
    }
    const repeated = await trader.capture(document);
    expect(repeated.success).to.equal(true);
    expect(entriesOf(repeated), "what was captured before the kill is known after it").to.deep.equal([]);
  });

  it("each entry of a capture job that the ledger refuses later is replaced by a Report", async () => {
    const { trader } = await start();
    const unit = freshUnit();
    await trader.capture([made(unit)]);
    const { release } = holdTransactions();
    const toCarrier = await accepted(trader, shipped(unit, "carrier"));
    const toBarge = await accepted(trader, shipped(unit, "barge"));
    release();
    expect(entriesOf(await trader.ended(toCarrier)).map(({ kind, state }) => [kind, state])).to.deep.equal([
      ["Offer", "recorded"],
    ]);
    const job = await trader.ended(toBarge);
    expect(job.success).to.equal(true);
    expect(entriesOf(job).map(({ meant, kind, state }) => [meant, kind, state])).to.deep.equal([
      ["Offer", "Offer", "refused"],
      ["Offer", "Report", "recorded"],
    ]);
    expect(entriesOf(job)[1]?.discrepancy?.code).to.equal("ShipmentLedgerUnexpectedPhase");
  });

  it("a refused entry is replaced by one Report, also when a kill interrupts the replacement", async () => {
    const first = await start();
    const unit = freshUnit();
    await first.trader.capture([made(unit)]);
    const { release } = holdTransactions();
    await accepted(first.trader, shipped(unit, "carrier"));
    const location = await accepted(first.trader, shipped(unit, "barge"));
    release();
    await eventually("an entry of the job is refused", async () => {
      const { body } = await first.trader.get<JobView>(location);
      return entriesOf(body).some(({ state }) => state === "refused");
    });
    await first.gateway.kill();

    const job = await (await start()).trader.ended(location);
    expect(entriesOf(job).map(({ kind, state }) => [kind, state])).to.deep.equal([
      ["Offer", "refused"],
      ["Report", "recorded"],
    ]);
  });
});
