import { expect } from "chai";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { eventually } from "../../support/eventually.ts";
import { type RecordedEntry, recordKnown } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

import { someUnit } from "./random-story.ts";
/** Serial number of the last shipment. */
let number = 0;

describe("The lanes between gateways", function () {
  this.timeout(180_000);
  let gateways: MemberGateways<"trade" | "carriers" | "authority">;
  let trade: MemberGateway, carriers: MemberGateway, authority: MemberGateway;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader"], carriers: ["carrier"], authority: ["customs"] },
      { settings: { LOG_LEVEL: "info" } },
    );
    ({ trade, carriers, authority } = gateways.of);
  });
  after(() => gateways.stop());

  const consign = (payload: object = NAMING): Promise<RecordedEntry> =>
    recordKnown(trade.client("trader"), { kind: "Consign", shipment: someUnit(++number), payload });
  const read = async ({ hash }: RecordedEntry, home: MemberGateway, member: string) =>
    (await home.client(member).get(`/v1/entries/${hash}`)).body;
  const arrives = (entry: RecordedEntry, home: MemberGateway, member: string, state = "known") =>
    eventually("the payload arrives", async () => {
      const found = await read(entry, home, member);
      return found.payload === state && found;
    });

  it("customs of a named country read at their own gateway what was recorded at another", async () => {
    const entry = await consign();
    const found = await arrives(entry, authority, "customs");
    expect(found.body).to.deep.equal(entry.body);
    expect(found.identifier).to.equal(entry.content.identities[0]?.identifier);
  });

  it("who is offered goods reads the handoffs at its own gateway, and as custodian what follows", async () => {
    const entry = await consign();
    const to = gateways.idOf("carrier");
    await recordKnown(trade.client("trader"), {
      kind: "Offer",
      shipment: entry.shipment,
      counterparty: to,
      payload: {},
    });
    const offered = await arrives(entry, carriers, "carrier", "partial");
    expect(offered.body).to.deep.equal({ bizStep: "departing", "portolan:place": "BRSSZ" });
    const accept = await recordKnown(carriers.client("carrier"), {
      kind: "Accept",
      shipment: entry.shipment,
      payload: NAMING,
    });
    for (const [home, member] of [
      [trade, "trader"],
      [authority, "customs"],
    ] as const) {
      expect((await arrives(accept, home, member)).body).to.deep.equal(accept.body);
    }
  });

  it("a gateway that was away gets what it missed, without new entries (F1, F2)", async () => {
    await authority.stop();
    const missed = [await consign(), await consign(), await consign()];
    await authority.start();
    for (const entry of missed) expect((await arrives(entry, authority, "customs")).body).to.deep.equal(entry.body);
  });

  it("a sender that stops goes on where it was (F4)", async () => {
    await authority.stop();
    const entry = await consign();
    await trade.stop();
    await trade.start();
    await authority.start();
    expect((await arrives(entry, authority, "customs")).body).to.deep.equal(entry.body);
  });
});
