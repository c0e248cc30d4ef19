import { expect } from "chai";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { eventually } from "../../support/eventually.ts";
import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { SCOPES } from "../../support/stack.ts";

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

  /** Ends a gateway, deletes its database, and starts it again. @returns a client of a member. */
  async function loseDatabase(
    gateway: MemberGateway,
    alias: string,
    settings: Readonly<Record<string, string>>,
  ): Promise<GatewayClient> {
    await gateway.stop();
    for (const file of await readdir(gateway.folder)) {
      if (file.includes(".db") || file.includes("sqlite")) await rm(join(gateway.folder, file), { recursive: true });
    }
    await gateway.start(settings);
    await gateways.followed();
    const participant = gateways.idOf(alias);
    const { token } = await gateway.gateway.apiKeys.issue({ participant, label: alias, scopes: SCOPES });
    return gatewayClient(gateway.url, token);
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
});
