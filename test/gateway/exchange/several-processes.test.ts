import { expect } from "chai";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { RECEIPTS } from "../../../src/exchange/receipts.ts";
import { decodeParcel } from "../../../src/exchange/parcel.ts";
import { type ChainProxy, startChainProxy } from "../../support/chain-proxy.ts";
import { createPostgresDatabase } from "../../support/databases.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort } from "../../support/free-port.ts";
import { type GatewayClient, gatewayClient } from "../../support/gateway-client.ts";
import { type KillableGateway, startKillableGateway } from "../../support/killable-gateway.ts";
import { type MemberGateway, type MemberGateways, startMemberGateways } from "../../support/member-gateways.ts";
import { type GatedProxy, startGatedProxy } from "./gated-proxy.ts";
import { type RecordedEntry, recordKnown } from "./hand-sender.ts";
import { someUnit } from "./random-story.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

const SHIFT_CLOCK = pathToFileURL(join(import.meta.dirname, "../../support/shift-clock.ts")).href;

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

describe("The exchange between gateways whose chains, clocks and leaders differ", function () {
  this.timeout(300_000);
  let gateways: MemberGateways<"trade" | "carriers" | "authority">;
  let trade: MemberGateway, carriers: MemberGateway, authority: MemberGateway;
  let chain: ChainProxy;
  let postgres: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const proxies: Record<string, GatedProxy> = {};
  const processes: KillableGateway[] = [];
  const restarted: MemberGateway[] = [];
  let number = 0;

  before(async () => {
    postgres = await createPostgresDatabase();
    gateways = await startMemberGateways(
      { trade: ["trader"], carriers: ["carrier"], authority: ["customs"] },
      {
        settings: { EXCHANGE_HEAL_SECONDS: "1" },
        settingsOf: (name): Record<string, string> => (name === "trade" ? { DATABASE_URL: postgres.url } : {}),
        async endpointOf(name, url) {
          const proxy = await startGatedProxy(Number(new URL(url).port));
          proxies[name] = proxy;
          return proxy.url;
        },
      },
    );
    ({ trade, carriers, authority } = gateways.of);
    chain = await startChainProxy(gateways.node.url);
  });
  beforeEach(async () => {
    for (const proxy of Object.values(proxies)) proxy.gate = () => true;
    for (const gateway of [trade, carriers, authority]) if (!gateway.isRunning) await gateway.start();
  });
  afterEach(async () => {
    chain.interference = {};
    await Promise.all(restarted.splice(0).map((each) => each.stop()));
    await Promise.all(processes.splice(0).map((each) => each.kill()));
  });
  after(async () => {
    await gateways.stop();
    await Promise.all([chain.close(), ...Object.values(proxies).map((proxy) => proxy.close())]);
    await postgres.drop();
  });

  /** Records an entry, which every gateway then has followed. */
  const record = async (client: GatewayClient, draft: object): Promise<RecordedEntry> => {
    const entry = await recordKnown(client, draft);
    await gateways.followed();
    return entry;
  };
  const consigning = () => ({ kind: "Consign", shipment: someUnit(++number), payload: NAMING });
  const consign = (client = trade.client("trader")) => recordKnown(client, consigning());
  const arrives = ({ hash, body }: RecordedEntry, home: MemberGateway, member: string) =>
    eventually(`the payload of ${hash} arrives`, async () => {
      const { body: found } = await home.client(member).get(`/v1/entries/${hash}`);
      return found?.payload === "known" && expect(found.body).to.deep.equal(body);
    });
  const proxyOf = (name: string): GatedProxy => proxies[name] as GatedProxy;
  const parcelsAt = (name: string) => proxyOf(name).requests.filter(({ route }) => route === "parcels");
  const restart = async (gateway: MemberGateway, settings: Record<string, string>) => {
    await gateway.stop();
    await gateway.start(settings);
    restarted.push(gateway);
  };

  describe("A chain that stands still (F16)", () => {
    const standStill = () => {
      chain.interference = { before: () => "lost" };
    };

    it("a sender that has not followed the newest key delivers under the key that it knows", async () => {
      await restart(trade, { RPC_URL: chain.url });
      await authority.stop();
      // Else the payload may come in the answer to a want before the lane tries again.
      proxyOf("trade").gate = ({ route }) => route !== "wants";
      const entry = await consign();
      const known = authority.members["customs"]?.encryptionKey;
      standStill();
      await authority.publishKey("customs");
      const before = parcelsAt("authority").length;
      await authority.start();
      await arrives(entry, authority, "customs");
      const keys = parcelsAt("authority")
        .slice(before)
        .flatMap(({ items }) => items.map((item) => decodeParcel(item).statement.key));
      expect(new Set(keys)).to.deep.equal(new Set([known]));
    });

    it("a recipient that is behind takes the payload once it has followed the entry", async () => {
      await restart(authority, { RPC_URL: chain.url });
      standStill();
      const before = parcelsAt("authority").length;
      const entry = await consign();
      await eventually("the sender has tried", () => parcelsAt("authority").length > before);
      const { status } = await authority.client("customs").get(`/v1/entries/${entry.hash}`);
      expect(status).to.equal(404);
      chain.interference = {};
      await arrives(entry, authority, "customs");
    });
  });

  describe("Clocks that differ (F27)", () => {
    for (const [name, shiftMs] of [
      ["five minutes behind", -5 * MINUTE_MS],
      ["five minutes ahead", 5 * MINUTE_MS],
      ["a day behind", -DAY_MS],
      ["a day ahead", DAY_MS],
    ] as const) {
      it(`a gateway whose clock is ${name} sends, receives, and gets what it lost`, async () => {
        await carriers.stop();
        const before = [await consign(), await consign()];
        await Promise.all(before.map((entry) => arrives(entry, authority, "customs")));
        await authority.loseDatabase();
        await authority.stop();
        const started = await startKillableGateway({
          ...authority.environment,
          NODE_OPTIONS: `--import=${SHIFT_CLOCK}`,
          CLOCK_SHIFT_MS: String(shiftMs),
        });
        processes.push(started);
        for (const entry of [...before, await consign()]) await arrives(entry, authority, "customs");
        const inspection = await recordKnown(authority.client("customs"), {
          kind: "Inspect",
          shipment: before[0]?.shipment,
          // The ledger refuses an entry that its author's clock dates in the future.
          occurredAt: Math.floor(Date.now() / 1_000),
          payload: { "portolan:result": "conformant" },
        });
        await arrives(inspection, trade, "trader");
        const [receipts] = proxyOf("trade").requests.findLast(({ route }) => route === "receipts")?.items ?? [];
        const { time } = RECEIPTS.read(receipts as Uint8Array).statement;
        expect(time * 1_000 - Date.now(), "the clock of the process").to.be.closeTo(shiftMs, MINUTE_MS);
      });
    }
  });

  it("requests that cross on their way wait for nothing of each other (F42)", async () => {
    const { shipment } = await record(trade.client("trader"), consigning());
    const to = gateways.idOf("carrier");
    for (const proxy of ["trade", "carriers"]) proxyOf(proxy).gate = () => false;
    await record(trade.client("trader"), { kind: "Offer", shipment, counterparty: to, payload: {} });
    const accept = await record(carriers.client("carrier"), { kind: "Accept", shipment, payload: NAMING });
    const report = await record(trade.client("trader"), { kind: "Report", shipment, payload: NAMING });
    // Each parcel waits on its way until one of the other direction is on its way, too.
    const waiting = new Map<string, PromiseWithResolvers<boolean>>();
    let crossings = 0;
    const meet = (here: string, there: string) => {
      const own = Promise.withResolvers<boolean>();
      const other = waiting.get(there);
      waiting.set(here, own);
      if (other === undefined) return own.promise;
      crossings++;
      for (const each of waiting.values()) each.resolve(true);
      waiting.clear();
      return own.promise;
    };
    proxyOf("trade").gate = ({ route }) => (route === "parcels" && crossings === 0 ? meet("trade", "carriers") : true);
    proxyOf("carriers").gate = ({ route }) =>
      route === "parcels" && crossings === 0 ? meet("carriers", "trade") : true;
    await arrives(accept, trade, "trader");
    await eventually("the handoffs of the report arrive", async () => {
      const { body } = await carriers.client("carrier").get(`/v1/entries/${report.hash}`);
      return body.payload === "known" || body.payload === "partial";
    });
    expect(crossings).to.equal(1);
  });

  it("a gateway that takes the lead of a database goes on where a killed one was (F43)", async () => {
    const client = trade.client("trader");
    await trade.stop();
    const first = await startKillableGateway(trade.environment);
    const second = await startKillableGateway({ ...trade.environment, PORT: String(await freePort()) });
    processes.push(first, second);
    const token = trade.members["trader"]?.token ?? "";
    const before = parcelsAt("authority").length;
    const held = Promise.withResolvers<boolean>();
    proxyOf("authority").gate = ({ route }) => (route === "parcels" ? held.promise : true);
    const entries = [await consign(client), await consign(client)];
    await eventually("parcels of the leader are on their way", () => parcelsAt("authority").length > before);
    await first.kill();
    // What the killed leader sent arrives after its end, and the next leader sends it again.
    const atSecond = gatewayClient(second.url, token);
    entries.push(await consign(atSecond), await consign(atSecond));
    held.resolve(true);
    for (const entry of entries) await arrives(entry, authority, "customs");
    const database = new DatabaseSync(join(authority.folder, "portolan.db"), { readOnly: true });
    const { sender, recipient } = { sender: gateways.idOf("trader"), recipient: gateways.idOf("customs") };
    const sequence = database
      .prepare("select missing, fork from exchange_sequences where sender = ? and recipient = ?")
      .get(sender, recipient);
    database.close();
    expect(sequence).to.deep.equal({ missing: 0, fork: null });
  });
});
