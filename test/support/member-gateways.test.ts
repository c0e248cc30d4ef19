import { expect } from "chai";
import { startMemberGateways, type MemberGateways } from "./member-gateways.ts";

describe("Several gateways on one chain", function () {
  this.timeout(60_000);
  let gateways: MemberGateways<"trade" | "authority">;
  before(async () => {
    gateways = await startMemberGateways({ trade: ["trader", "carrier"], authority: ["customs"] });
  });
  after(() => gateways.stop());

  it("each gateway knows address and encryption key of each member, and has only the keys of its own", async () => {
    const { trade, authority } = gateways.of;
    for (const [client, home, alias] of [
      [trade.client("trader"), authority, "customs"],
      [authority.client("customs"), trade, "carrier"],
    ] as const) {
      const { body } = await client.get(`/v1/members/${gateways.idOf(alias)}`);
      expect(body).to.include({ endpoint: home.url });
      expect(body.keys).to.have.nested.property("[0].id", home.members[alias]?.encryptionKey);
    }
    expect(Object.keys(trade.members)).to.deep.equal(["trader", "carrier"]);
    expect(Object.keys(authority.members)).to.deep.equal(["customs"]);
  });

  it("a gateway starts again at its address", async () => {
    const { authority } = gateways.of;
    await authority.stop();
    await authority.start();
    expect((await authority.client("customs").get("/v1/session")).status).to.equal(200);
  });
});
