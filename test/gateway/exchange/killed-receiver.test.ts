import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { ERASURE_REQUEST } from "../../../src/exchange/erasure.ts";
import { WANT } from "../../../src/exchange/want.ts";
import { type Database, openDatabase } from "../../../src/store/open-database.ts";
import { canStrace } from "../../assurance/syscalls/strace.ts";
import { Watch } from "../../assurance/steps/watch.ts";
import { eventually } from "../../support/eventually.ts";
import { startKillableGateway } from "../../support/killable-gateway.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";
import { newRequest, signItem } from "./hand-requests.ts";
import { postItems } from "./exchange-post.ts";
import { HandSender, recordKnown, type RecordedEntry } from "./hand-sender.ts";

const NAMING = { bizStep: "departing", "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"], price: 7 };

describe("A gateway that is killed between two commits of the exchange", function () {
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
  const read = async <Rows>({ folder }: MemberGateway, rows: (db: Database) => Promise<Rows>): Promise<Rows> => {
    const db = await openDatabase({ folder });
    try {
      return await rows(db);
    } finally {
      await db.close();
    }
  };
  const rowsOf = (entry: RecordedEntry) =>
    read(authority, ({ reader }) =>
      reader.selectFrom("exchange_arrivals").select("receipt").where("entry", "=", entry.hash).execute(),
    );
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

  it("an asked gateway that dies at any of its commits gives no number twice, and settles each answer once (F4)", async () => {
    const entry = await consign();
    await trader.send(entry);
    await authority.stop();
    let process = await startKillableGateway({ ...authority.environment, ...watch.environment });
    const numbers: number[] = [];
    const post = async (path: string, item: Uint8Array) => {
      const answer = await postItems(authority.url, path, [item]).catch(() => undefined);
      for (const { statement } of answer?.items.slice(1) ?? []) numbers.push(statement.sequence);
      return answer;
    };
    const die = async (path: string, item: Uint8Array, transaction: string, moment: "before" | "after") => {
      watch.order({ step: `commit ${transaction}`, nth: 1, moment });
      expect(await post(path, item), `${moment} ${transaction}`).to.equal(undefined);
      await process.gone;
      watch.order(null);
      process = await startKillableGateway({ ...authority.environment, ...watch.environment });
      await eventually(
        "it has followed",
        async () => (await postItems(authority.url, path, [item])).items[0]?.status !== 503,
      );
    };
    const want = () => signItem(trader, WANT, { ...newRequest(), subject: { entries: [entry.hash] } } as never);
    await die("/exchange/wants", await want(), "numberAnswers", "before");
    await post("/exchange/wants", await want());
    await die("/exchange/wants", await want(), "numberAnswers", "after");
    const answer = await post("/exchange/wants", await want());
    expect(new Set(numbers).size, String(numbers)).to.equal(numbers.length);
    const { lines } = await postItems(trade.url, "/exchange/parcels", answer?.lines.slice(1) ?? []);
    const [receipts] = lines as [Uint8Array];
    await die("/exchange/receipts", receipts, "settleAnswers", "before");
    expect((await post("/exchange/receipts", receipts))?.status).to.equal(200);
    const asked = await want();
    await die("/exchange/wants", asked, "useNonce", "after");
    expect((await post("/exchange/wants", asked))?.items[0].code).to.equal("ExchangeReplayed");
    await process.kill();
    await authority.start();
    await gateways.followed();
    const rows = await read(authority, ({ reader }) =>
      reader.selectFrom("exchange_parcels").selectAll().where("entry", "=", entry.hash).execute(),
    );
    expect(rows.map(({ recipient, state, sequence }) => [recipient, state, sequence])).to.deep.equal([
      [trader.member.id, "settled", Math.max(...numbers)],
    ]);
    const kept = await read(authority, ({ reader }) => reader.selectFrom("exchange_receipts").selectAll().execute());
    expect(kept.map(({ id }) => id)).to.deep.equal([rows[0]?.signed]);
  });

  it("an author whose gateway dies at the commit of an attestation asks again, and has it once (F4)", async () => {
    const entry = await consign();
    await trader.send(entry);
    const erased = await trade.client("trader").delete(`/v1/entries/${entry.hash}/payload`);
    expect(erased.status).to.equal(200);
    const asked = () =>
      read(trade, ({ reader }) =>
        reader.selectFrom("exchange_erasures").select(["recipient", "state"]).where("entry", "=", entry.hash).execute(),
      );
    await trade.stop();
    const environment = { ...trade.environment, ...watch.environment, EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" };
    for (const [moment, state] of [
      ["before", "due"],
      ["after", "erased"],
    ] as const) {
      watch.order({ step: "commit storeErasureReplies", nth: 1, moment });
      await (
        await startKillableGateway(environment)
      ).gone;
      watch.order(null);
      expect(await body(entry), "customs erased it").to.equal(null);
      expect(await asked(), moment).to.deep.equal([{ recipient: trader.recipient, state }]);
    }
    await trade.start();
  });

  it("a gateway whose disk fails at the commit gives no receipt, and stores the parcel after its repair (F25)", async function () {
    if (!canStrace()) this.skip();
    const entry = await consign();
    const item = await trader.item(entry);
    await authority.stop();
    const process = await startKillableGateway(authority.environment);
    const pid = String(process.process.pid);
    const calls = "fsync,fdatasync";
    const tracer = spawn("strace", ["-f", "-e", `trace=${calls}`, "-e", `inject=${calls}:error=EIO`, "-p", pid], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    await once(tracer.stderr, "data");
    const answer = await postItems(authority.url, "/exchange/parcels", [item]).catch(() => undefined);
    expect(answer?.status ?? "lost").not.to.equal(200);
    await process.gone;
    tracer.kill();
    await authority.start();
    await gateways.followed();
    expect(await trader.post([item])).to.have.nested.property("[0].outcome", "stored");
    expect(await rowsOf(entry)).to.have.length(1);
    expect(await body(entry)).to.deep.equal(entry.body);
  });
});
