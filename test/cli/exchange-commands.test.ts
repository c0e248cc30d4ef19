import { expect } from "chai";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../support/member-gateways.ts";
import { SCOPES } from "../support/stack.ts";
import { runCommand } from "./run-command.ts";

const IDENTIFIER = "urn:epc:id:bic:CSQU3054383";
const PAYLOAD = { bizStep: "commissioning", "portolan:place": "NLRTM" };

describe("The commands of the exchange", function () {
  this.timeout(240_000);
  let gateways: MemberGateways<"trade" | "authority">;
  let trade: MemberGateway, authority: MemberGateway;
  before(async () => {
    gateways = await startMemberGateways({ trade: ["trader"], authority: ["customs"] });
    ({ trade, authority } = gateways.of);
  });
  after(() => gateways.stop());

  const as = async (gateway: MemberGateway, token: string | undefined, ...args: string[]) => {
    const file = join(gateway.folder, "api-key");
    await writeFile(file, token ?? "", { mode: 0o600 });
    return runCommand("exchange", ...args, "--url", gateway.url, "--api-key-file", file);
  };
  const byTrader = (...args: string[]) => as(trade, trade.members["trader"]?.token, ...args);

  async function record(kind: "Consign" | "Report"): Promise<void> {
    const draft = { kind, shipment: IDENTIFIER, payload: PAYLOAD };
    const { status, body } = await trade.client("trader").post("/v1/entries", draft, { prefer: "wait=30" });
    expect(status, JSON.stringify(body)).to.equal(201);
  }

  const nothingOwed = () =>
    eventually("nothing is owed to customs", async () => {
      const lanes = JSON.parse((await byTrader("status", "--json")).out).lanes as { owed: { payloads: number } }[];
      return lanes.length === 1 && lanes[0]?.owed.payloads === 0;
    });

  it("the commands show that customs hold a payload which names their country", async () => {
    await record("Consign");
    await eventually("customs hold the payload", async () => {
      const { out, status } = await byTrader("copies", IDENTIFIER);
      expect(status).to.equal(0);
      return /Consign +0x[0-9a-f]{64} +2$/m.test(out);
    });
    expect((await byTrader("owed", String(gateways.idOf("customs")))).out).to.contain("Nothing is owed");
  });

  it("the commands show what waits while a member's gateway is away, and why", async () => {
    await authority.stop();
    await record("Report");
    await eventually("the lane has a problem", async () => {
      const { out } = await byTrader("status");
      return /customs +http\S+ +1 +\d+ .*\S$/m.test(out);
    });
    const { out } = await byTrader("owed", String(gateways.idOf("customs")));
    expect(out).to.match(/^0x[0-9a-f]{64} .*customs +all +(sent|waiting)/m);
    await authority.start();
    await nothingOwed();
  });

  it("the command rebuild waits until the payloads of a lost database are back", async () => {
    await authority.stop();
    for (const file of await readdir(authority.folder)) {
      if (file.includes(".db")) await rm(join(authority.folder, file), { recursive: true });
    }
    await authority.start();
    await gateways.followed();
    const participant = gateways.idOf("customs");
    const { token } = await authority.gateway.apiKeys.issue({ participant, label: "customs", scopes: SCOPES });
    const { out, status } = await as(authority, token, "rebuild");
    expect([status, out.trim()]).to.deep.equal([0, "Nothing that you may read is missing."]);
    await eventually("both payloads are back", async () => {
      const { items } = (await (
        await fetch(`${authority.url}/v1/entries`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { items: { payload: string }[] };
      return items.length === 2 && items.every(({ payload }) => payload === "known");
    });
  });

  it("the commands show what is not owed any more, and what a member answered to a request to erase", async () => {
    const customs = String(gateways.idOf("customs"));
    expect((await byTrader("closed", customs)).out.trim()).to.equal("Nothing was closed for this member.");
    expect((await byTrader("erasures", customs)).out.trim()).to.equal("This member is not asked to erase anything.");
    const { body } = await trade.client("trader").get("/v1/entries");
    const [newest, oldest] = body.items as { hash: string }[];
    await trade.client("trader").delete(`/v1/entries/${oldest?.hash}/payload`);
    await eventually("customs attested the erasure", async () =>
      new RegExp(`^${oldest?.hash} +\\d+ +20\\d\\d-[^ ]+ [^ ]+ +erased`, "m").test(
        (await byTrader("erasures", customs)).out,
      ),
    );
    await authority.stop();
    await record("Report");
    const { items } = (await trade.client("trader").get("/v1/entries")).body as { items: { hash: string }[] };
    const latest = items.find(({ hash }) => hash !== newest?.hash && hash !== oldest?.hash);
    await eventually("the new payload is owed", async () =>
      (await byTrader("owed", customs)).out.includes(String(latest?.hash)),
    );
    await trade.client("trader").delete(`/v1/entries/${latest?.hash}/payload`);
    await eventually("the erased payload is closed", async () =>
      new RegExp(`^${latest?.hash} .*closed: erased`, "m").test((await byTrader("closed", customs)).out),
    );
    expect((await byTrader("owed", customs)).out.trim()).to.equal("Nothing is owed to this member.");
    expect((await byTrader("erasures", customs)).out).to.match(new RegExp(`^${latest?.hash} .*none yet`, "m"));
  });

  it("the commands heal and rewrap say when nothing is missing", async () => {
    for (const command of ["heal", "rewrap"]) {
      const { out, status } = await byTrader(command);
      expect([status, out.trim()]).to.deep.equal([0, "Nothing that you may read is missing."]);
    }
  });
});
