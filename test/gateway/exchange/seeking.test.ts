import { expect } from "chai";
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { openExistingDatabase } from "../../../src/store/open-database.ts";
import { eventually } from "../../support/eventually.ts";
import type { GatewayClient } from "../../support/gateway-client.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";

const SAID = { bizStep: "departing", "portolan:place": "BRSSZ", price: 7 };

describe("Missing payloads between gateways", function () {
  this.timeout(240_000);
  let gateways: MemberGateways<"trade" | "line" | "authority">;
  let trade: MemberGateway, line: MemberGateway, authority: MemberGateway;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader"], line: ["carrier"], authority: ["customs"] },
      {
        settings: { EXCHANGE_HEAL_SECONDS: "1" },
        // The lanes of the author reach nobody: others get its payloads only by asking.
        settingsOf: (name) => (name === "trade" ? { EXCHANGE_PRIVATE_HOSTS: "" } : {}),
      },
    );
    ({ trade, line, authority } = gateways.of);
  });
  beforeEach(async () => {
    for (const gateway of [trade, line, authority]) if (!gateway.isRunning) await gateway.start();
  });
  after(() => gateways.stop());

  async function record(client: GatewayClient, draft: object): Promise<EntryHash> {
    const { status, body } = await client.post("/v1/entries", draft, { prefer: "wait=30" });
    if (status !== 201) throw new Error(JSON.stringify(body));
    await gateways.followed();
    return body.hash as EntryHash;
  }

  const byTrader = (draft: object) => record(trade.client("trader"), draft);

  /** A shipment that the trader handed over to the carrier, and its entries. */
  async function handedOver(payload: object = SAID) {
    const identifier = `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`;
    const consign = await byTrader({ kind: "Consign", shipment: identifier, payload });
    const { body } = await trade.client("trader").get(`/v1/entries/${consign}`);
    const shipment = body.shipment as ShipmentId;
    await byTrader({ kind: "Offer", shipment, counterparty: gateways.idOf("carrier"), payload: {} });
    await record(line.client("carrier"), { kind: "Accept", shipment, payload: {} });
    return { consign, shipment, identifier: body.identifier as string };
  }

  const report = (shipment: ShipmentId, payload: object = SAID) => byTrader({ kind: "Report", shipment, payload });

  const read = async (client: GatewayClient, entry: EntryHash) => (await client.get(`/v1/entries/${entry}`)).body;

  const arrives = (client: GatewayClient, entry: EntryHash, payload: object = SAID) =>
    eventually(`the payload of ${entry} has come`, async () => {
      const { body } = await read(client, entry);
      if (body === null || body === undefined || Object.keys(body).length < Object.keys(payload).length) return false;
      expect(body).to.deep.equal(payload);
      return true;
    });

  /** @returns a client of a member of a gateway that lost its database. */
  async function loseDatabase(
    gateway: MemberGateway,
    alias: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<GatewayClient> {
    await gateway.loseDatabase(settings);
    await gateways.followed();
    return gateway.client(alias);
  }

  async function receiptsOf({ folder }: MemberGateway): Promise<string[]> {
    const db = await openExistingDatabase({ folder });
    const rows = await db?.reader.selectFrom("exchange_receipts").select("id").execute();
    await db?.close();
    return rows?.map(({ id }) => id) ?? [];
  }

  /** Copies the database of a stopped gateway over another copy. */
  async function copyDatabase(from: string, to: string): Promise<void> {
    await mkdir(to, { recursive: true });
    for (const suffix of ["", "-wal", "-shm"]) {
      await rm(join(to, `portolan.db${suffix}`), { force: true });
      const isThere = (await readdir(from)).includes(`portolan.db${suffix}`);
      if (isThere) await copyFile(join(from, `portolan.db${suffix}`), join(to, `portolan.db${suffix}`));
    }
  }

  it("a custodian asks for what the author's lane does not bring: whole payloads, handoffs, and the identifier", async () => {
    const { consign, shipment, identifier } = await handedOver();
    const later = await report(shipment);
    const carrier = line.client("carrier");
    await arrives(carrier, later);
    await arrives(carrier, consign, { bizStep: "departing", "portolan:place": "BRSSZ" });
    expect(await read(carrier, consign)).to.deep.include({ payload: "partial", identifier });
    expect(await read(carrier, later)).not.to.have.property("wanted");
  });

  it("customs of a named country get a withheld payload from the author's gateway, or from a later custodian's", async () => {
    const { shipment } = await handedOver();
    const naming = await report(shipment, { ...SAID, "portolan:itinerary": ["NLRTM"] });
    await arrives(line.client("carrier"), naming, { ...SAID, "portolan:itinerary": ["NLRTM"] });
    await trade.stop();
    await arrives(authority.client("customs"), naming, { ...SAID, "portolan:itinerary": ["NLRTM"] });
    await trade.start();
    const own = await handedOver({ ...SAID, "portolan:itinerary": ["NLRTM"] });
    await arrives(authority.client("customs"), own.consign, { ...SAID, "portolan:itinerary": ["NLRTM"] });
    const { body: trace } = await authority.client("customs").get(`/v1/shipments/${own.shipment}/trace`);
    expect(trace.shipment).to.have.property("identifier", own.identifier);
  });

  it("while all holders are away, the trace answers and tells since when; the payload comes after they return", async () => {
    const { shipment } = await handedOver();
    await line.stop();
    const later = await report(shipment);
    await trade.stop();
    await line.start();
    const carrier = line.client("carrier");
    await eventually("the payload is wanted", async () => (await read(carrier, later)).wanted?.state === "awaited");
    const { body: trace } = await carrier.get(`/v1/shipments/${shipment}/trace`);
    const [found] = trace.missing.filter(({ code }: { code: string }) => code === "payload-awaited");
    expect(found.entries).to.include(later);
    expect(found.facts.since).to.be.closeTo(Date.now() / 1000, 60);
    await trade.start();
    await arrives(carrier, later);
  });

  it("an author that lost its database gets its own payloads and identifiers back from others", async () => {
    const { shipment, identifier } = await handedOver();
    const reports: EntryHash[] = [];
    for (let index = 0; index < 3; index++) reports.push(await report(shipment, { ...SAID, index }));
    for (const [index, each] of reports.entries()) await arrives(line.client("carrier"), each, { ...SAID, index });
    await line.stop();
    const trader = await loseDatabase(trade, "trader", { EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" });
    const lost = await read(trader, reports[0] ?? "0x");
    expect(lost).to.deep.include({ body: null, payload: "unknown", identifier: null });
    await line.start();
    for (const [index, each] of reports.entries()) await arrives(trader, each, { ...SAID, index });
    expect(await read(trader, reports[0] ?? "0x")).to.deep.include({ identifier, payload: "known" });
  });

  it("a recipient that signed `stored` and lost its database gets the payload again, and its receipt stays (F18)", async () => {
    const naming = { ...SAID, "portolan:itinerary": ["NLRTM"] };
    await trade.stop();
    await trade.start({ EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" });
    const { consign } = await handedOver(naming);
    await arrives(authority.client("customs"), consign, naming);
    const storedAt = async () => {
      const { body } = await trade.client("trader").get(`/v1/entries/${consign}/holders`);
      const others: { member: { id: number }; at: number }[] = body.others;
      return others.find(({ member }) => member.id === gateways.idOf("customs"))?.at;
    };
    await eventually("the receipt is here", async () => (await storedAt()) !== undefined);
    const receipts = await receiptsOf(trade);
    const customs = await loseDatabase(authority, "customs", {});
    expect(await read(customs, consign), "only the payload names its country").to.include({ code: "EntryUnknown" });
    await arrives(customs, consign, naming);
    expect(receipts).not.to.deep.equal([]);
    expect(await receiptsOf(trade)).to.include.members(receipts);
    await trade.stop();
  });

  it("a member restored from an old backup erases again, gets back what it lacks, and its numbers are noticed (F20)", async () => {
    const { shipment } = await handedOver();
    const [erased, kept] = [await report(shipment), await report(shipment)];
    const carrier = line.client("carrier");
    for (const each of [erased, kept]) await arrives(carrier, each);
    await line.stop();
    await trade.stop();
    for (const { folder } of [line, trade]) await copyDatabase(folder, join(folder, "backup"));
    await line.start();
    await trade.start({ EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" });
    expect((await trade.client("trader").delete(`/v1/entries/${erased}/payload`)).status).to.equal(200);
    await eventually("the other member erased it", async () => (await read(carrier, erased)).payload === "erased");
    const after = await report(shipment, { ...SAID, after: true });
    await arrives(carrier, after, { ...SAID, after: true });

    await line.stop();
    await copyDatabase(join(line.folder, "backup"), line.folder);
    await line.start();
    await eventually("it erased again", async () => (await read(carrier, erased)).payload === "erased");
    expect((await read(carrier, kept)).body).to.deep.equal(SAID);
    await arrives(carrier, after, { ...SAID, after: true });

    await trade.stop();
    await copyDatabase(join(trade.folder, "backup"), trade.folder);
    await trade.start({ EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" });
    await arrives(trade.client("trader"), after, { ...SAID, after: true });
    const last = await report(shipment, { ...SAID, last: true });
    await arrives(carrier, last, { ...SAID, last: true });
    const fork = await eventually("a number that came twice is told", async () => {
      const { body } = await carrier.get("/v1/exchange/lanes");
      const lanes: { member: { id: number }; fork: object | null }[] = body.items;
      return lanes.find(({ member }) => member.id === gateways.idOf("trader"))?.fork;
    });
    expect(fork).to.have.property("number");
    expect((await read(carrier, erased)).payload, "an older copy brings nothing back").to.equal("erased");
  });

  it("an author that lost its database finds soon who holds what only the lost payload lets others read", async () => {
    const naming = { ...SAID, "portolan:itinerary": ["NLRTM"] };
    const { consign } = await handedOver(naming);
    await arrives(authority.client("customs"), consign, naming);
    await line.stop();
    const settings = { EXCHANGE_PRIVATE_HOSTS: "127.0.0.1", EXCHANGE_HEAL_SECONDS: "600" };
    const trader = await loseDatabase(trade, "trader", settings);
    await arrives(trader, consign, naming);
  });
});
