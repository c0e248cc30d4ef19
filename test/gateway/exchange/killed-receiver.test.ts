import { expect } from "chai";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import { Watch } from "../../assurance/steps/watch.ts";
import { startKillableGateway } from "../../support/killable-gateway.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { signItem } from "./hand-requests.ts";
import { postItems } from "./exchange-post.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("A receiving gateway that is killed", function () {
  this.timeout(180_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  let trader: HandSender;
  let watch: Watch;
  let number = 0;
  before(async () => {
    gateways = await startMemberGateways(
      { trade: ["trader"], authority: ["customs"] },
      // Nothing but the test sends.
      { settings: { EXCHANGE_PRIVATE_HOSTS: "" } },
    );
    ({ trade, authority } = gateways.of);
    trader = new HandSender(trade.members["trader"] as never, authority, "customs");
    watch = new Watch(authority.folder);
  });
  after(async () => {
    watch.close();
    await gateways.stop();
  });

  const consign = async (): Promise<RecordedEntry> => {
    const entry = await recordKnown(trade.client("trader"), {
      kind: "Consign",
      shipment: `urn:epc:id:sscc:0614141.1${String(++number).padStart(9, "0")}`,
      payload: NAMING,
    });
    await gateways.followed();
    return entry;
  };

  /** Posts an item to the gateway, which dies at the commit of a transaction, and starts it again. */
  const postAndKill = async (path: string, item: Uint8Array, transaction: string, moment: "before" | "after") => {
    await authority.stop();
    const process = await startKillableGateway({ ...authority.environment, ...watch.environment });
    watch.order({ step: `commit ${transaction}`, nth: 1, moment });
    const answer = await postItems(authority.url, path, [item]).catch(() => "lost");
    await process.gone;
    watch.order(null);
    await authority.start();
    await gateways.followed();
    return answer;
  };
  const rowsOf = async (entry: RecordedEntry) => {
    const db = await openDatabase({ folder: authority.folder });
    try {
      return await db.reader
        .selectFrom("exchange_arrivals")
        .select("receipt")
        .where("entry", "=", entry.hash)
        .execute();
    } finally {
      await db.close();
    }
  };
  const body = async (entry: RecordedEntry) =>
    (await authority.client("customs").get(`/v1/entries/${entry.hash}`)).body.body;

  for (const [moment, isStored] of [
    ["before", false],
    ["after", true],
  ] as const) {
    it(`a parcel is never lost or doubled when the gateway dies ${moment} its commit, and gets its receipt later`, async () => {
      const entry = await consign();
      const item = await trader.item(entry);
      expect(await postAndKill("/exchange/parcels", item, "storeArrivals", moment)).to.equal("lost");
      expect(await rowsOf(entry)).to.have.length(isStored ? 1 : 0);
      expect(await trader.post([item])).to.have.nested.property("[0].outcome", "stored");
      expect(await rowsOf(entry)).to.have.length(1);
      expect(await body(entry)).to.deep.equal(entry.body);
    });
  }

  it("an erasure whose attestation was lost is attested again", async () => {
    const entry = await consign();
    await trader.send(entry);
    const request = { entry: entry.hash, erasedAt: 1_767_225_600, ground: "The consignee asked for it." };
    const item = await signItem(trader, ERASURE_REQUEST, request as never);
    expect(await postAndKill("/exchange/erasures", item, "eraseForAuthor", "after")).to.equal("lost");
    expect(await body(entry)).to.equal(null);
    const { items } = await postItems(authority.url, "/exchange/erasures", [item]);
    expect(items[0].statement.result).to.include({ state: "erased" });
    expect(await trader.send(entry)).to.deep.equal(["erased"]);
  });
});
