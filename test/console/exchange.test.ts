import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { Receipt } from "../../src/api/exchange.ts";
import { toJsonText } from "../../src/domain/encoding/json-text.ts";
import type { Bytes32, EntryHash, ShipmentId } from "../../src/domain/entry.ts";
import { positionOf } from "../../src/domain/position.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import type { ErasuresTable, LanesTable, ParcelsTable } from "../../src/store/exchange/tables.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startMemberGateways, type MemberGateways } from "../support/member-gateways.ts";
import { replaceRows } from "../support/replace-rows.ts";
import { startStack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";
import { requireFit, WIDE } from "./require-fit.ts";

const WAIT = { prefer: "wait=30" };
const PARCEL: Bytes32 = `0x${"ab".repeat(32)}`;
/** Unix milliseconds: far enough that nothing is sent during the tests. */
const LATER_MS = Date.UTC(2060, 0, 1);
/** Why a member keeps a payload, in its words. */
const GROUND = "Evidence in the case 0x4711, which is open.";
const RECEIVED_MS = Date.UTC(2026, 2, 1, 12);

interface Recorded {
  readonly hash: EntryHash;
  readonly block: number;
}

describe("The exchange at the console", () => {
  let gateways: MemberGateways<"trade" | "others">;
  let browser: Browser;
  let desk: OpenConsole;
  let page: Page;
  let shipment: ShipmentId, secret: ShipmentId;
  let consign: Recorded, offer: Recorded, report: Recorded, internal: Recorded;

  const client = () => gateways.of.trade.client("trader");
  const post = async (path: string, body: object): Promise<{ id: ShipmentId; hash: EntryHash }> => {
    const answer = await client().post(path, { payload: {}, ...body }, WAIT);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return answer.body as { id: ShipmentId; hash: EntryHash };
  };
  const recorded = async (hash: EntryHash): Promise<Recorded> => {
    const { body } = await client().get(`/v1/entries/${hash}`);
    return { hash, block: (body as { block: number }).block };
  };
  const firstOf = async (id: ShipmentId): Promise<Recorded> => {
    const { body } = await client().get(`/v1/shipments/${id}/entries`);
    return (body as { items: Recorded[] }).items[0] as Recorded;
  };

  const lane = (member: string, state: Partial<LanesTable>): LanesTable => ({
    recipient: gateways.idOf(member),
    basis: toJsonText({ country: member === "customs" ? "NL" : "", tribunalOf: "", own: [gateways.idOf("trader")] }),
    ...{ planned_to: positionOf(2 ** 30, 0), history_to: positionOf(2 ** 30, 0), history_end: positionOf(2 ** 30, 0) },
    acts_to: positionOf(2 ** 30, 0),
    ...{ contacted_at_ms: 0, attempts: 0, due_at_ms: LATER_MS, problem: null },
    ...state,
  });
  const parcel = (member: string, { hash, block }: Recorded, state: Partial<ParcelsTable>): ParcelsTable => ({
    ...{ recipient: gateways.idOf(member), entry: hash, position: positionOf(block, 0) },
    ...{ sender: gateways.idOf("trader"), rule: "offered", view: 2, history: 0, state: "due", attempts: 0 },
    ...{ due_at_ms: LATER_MS, sequence: null, parcel: null, receipt: null, signed: null, settled_at_ms: null },
    ...{ offered_at_ms: null, widened: 0, reason: null },
    ...state,
  });
  const receipt = (
    answer: { readonly outcome: "stored" | "full" } | { outcome: "notExpected"; rule: string; height: number },
  ) => toJsonText<Receipt>({ parcel: PARCEL, entry: null, ...answer });

  const delivered = { state: "settled", receipt: receipt({ outcome: "stored" }), settled_at_ms: RECEIVED_MS } as const;
  const parcels = () => [
    parcel("carrier", consign, { attempts: 2, receipt: receipt({ outcome: "full" }) }),
    parcel("carrier", report, {
      ...{ attempts: 1, receipt: receipt({ outcome: "notExpected", rule: "offered", height: 9 }) },
    }),
    parcel("carrier", offer, {}),
    parcel("carrier", internal, { state: "closed", reason: "notEntitled" }),
    parcel("customs", consign, { ...delivered, rule: "customs", view: 3 }),
    parcel("customs", report, { ...delivered, rule: "customs", view: 3 }),
  ];

  const erasure = (member: string, { hash }: Recorded, state: Partial<ErasuresTable>): ErasuresTable => ({
    ...{ recipient: gateways.idOf(member), entry: hash, author: gateways.idOf("trader"), ground: "Asked for." },
    ...{ erased_at: RECEIVED_MS / 1000, state: "due", attempts: 0, due_at_ms: LATER_MS, answer: null },
    ...{ kept_until: null, kept_ground: null },
    ...state,
  });
  const erasures = () => [
    erasure("carrier", report, { state: "kept", kept_until: Date.UTC(2030, 0, 1) / 1000, kept_ground: GROUND }),
    erasure("carrier", offer, {}),
    erasure("customs", report, { state: "erased" }),
  ];

  before(async () => {
    [gateways, browser] = await Promise.all([
      startMemberGateways({ trade: ["trader"], others: ["carrier", "customs"] }),
      openBrowser(),
    ]);
    await gateways.of.others.stop();
    const itinerary = { "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"] };
    const opened = await post("/v1/shipments", { identifier: "urn:epc:id:bic:CSQU3054383", payload: itinerary });
    shipment = opened.id;
    consign = await firstOf(shipment);
    report = await recorded((await post("/v1/entries", { kind: "Report", shipment })).hash);
    const { hash } = await post("/v1/entries", { kind: "Offer", shipment, counterparty: gateways.idOf("carrier") });
    offer = await recorded(hash);
    secret = (await post("/v1/shipments", { identifier: "urn:portolan:ucr:6BR4711" })).id;
    internal = await firstOf(secret);

    // A state that takes hours to come about, in the store of a stopped gateway.
    await gateways.of.trade.stop();
    const db = await openDatabase({ folder: gateways.of.trade.folder });
    await replaceRows(db, "exchange_windows", []);
    await replaceRows(db, "exchange_lanes", [
      lane("carrier", { attempts: 3, problem: "it could not be reached" }),
      lane("customs", { contacted_at_ms: RECEIVED_MS }),
    ]);
    await replaceRows(db, "exchange_parcels", parcels());
    await replaceRows(db, "exchange_erasures", erasures());
    await db.close();
    await gateways.of.trade.start();
  });
  after(async () => {
    await browser.close();
    await gateways.stop();
  });

  const open = async (options: Parameters<typeof openConsole>[2] = {}) => {
    const { gateway, members } = gateways.of.trade;
    desk = await openConsole(browser, { gateway, participants: members }, options);
    ({ page } = desk);
    await desk.enter("trader");
  };
  afterEach(() => desk.close());

  const rowOf = (name: string) => page.getByRole("row").filter({ hasText: name });
  const owed = () => page.getByRole("list", { name: "Owed payloads" });

  it("each member with another gateway has its debts, contacts and last problem", async () => {
    await open();
    await page.getByRole("link", { name: "Exchange" }).click();
    const carrier = rowOf("Test carrier");
    await carrier.getByText("3 payloads").waitFor();
    for (const words of [`the oldest from block ${consign.block}`, "2 refused", "never", "it could not be reached"])
      expect(await carrier.getByText(words, { exact: true }).count(), words).to.equal(1);
    expect(await carrier.getByText("Jan 1, 2060").count()).to.equal(1);
    const customs = rowOf("Test customs");
    for (const words of ["nothing", "none"])
      expect(await customs.getByText(words, { exact: true }).count(), words).to.equal(1);
    expect(await customs.getByText("Mar 1, 2026").count()).to.equal(1);
  });

  it("a member's page lists each owed payload with rule, view, state and the last receipt", async () => {
    await open();
    await desk.visit("/exchange");
    await page.getByRole("link", { name: "Test carrier" }).click();
    await page.getByRole("heading", { name: "Exchange with Test carrier" }).waitFor();
    const rows = owed().getByRole("listitem");
    await rows.nth(2).waitFor();
    const [full, early, waiting, ...others] = await rows.allInnerTexts();
    expect(others).to.deep.equal([]);
    for (const words of [
      "CSQU3054383",
      "Consigned",
      "For the addressee of an offer: handoffs, places, seals and condition",
      "Waiting",
      "2 attempts",
    ])
      expect(full?.replace(/[\u2068\u2069]/g, "")).to.contain(words);
    expect(full).to.contain("Not taken: the recipient has no space left.");
    expect(early).to.contain("The recipient finds itself not entitled by the rule offered at block 9.");
    expect(waiting).to.contain("Offered").and.not.to.contain("Last receipt");
    const closed = await page.getByRole("list", { name: "Not owed any more" }).getByRole("listitem").allInnerTexts();
    expect(closed).to.have.length(1);
    expect(closed[0]).to.contain("The member is not entitled to it any more.").and.to.contain("6BR4711");
    expect(await page.getByText(gateways.of.others.url, { exact: true }).count()).to.equal(1);
    await rows.first().getByRole("link", { name: "CSQU3054383" }).click();
    await page.getByRole("heading", { name: "Shipment CSQU3054383" }).waitFor();
  });

  it("a member's page lists what the member is asked to erase, and what it answered", async () => {
    await open();
    await desk.visit(`/exchange/${gateways.idOf("carrier")}`);
    const rows = page.getByRole("list", { name: "Erased payloads" }).getByRole("listitem");
    await rows.nth(1).waitFor();
    const [kept, asked] = (await rows.allInnerTexts()).map((words) =>
      words.replace(/[\u2068\u2069]/g, "").replace(/\s/g, " "),
    );
    for (const words of ["CSQU3054383", "Reported", "Kept as evidence", "Jan 1, 2030", GROUND])
      expect(kept).to.contain(words);
    expect(asked).to.contain("Asked, without an answer yet");
  });

  it("an entry shows its author what the members answered that were asked to erase its payload", async () => {
    await open();
    await desk.visit(`/shipments/${shipment}`);
    const entry = page.locator(`#entry-${report.hash}`);
    await entry.locator("summary").first().click();
    await entry.getByText("Who holds the payload").click();
    const answer = entry.getByRole("row").filter({ hasText: "Kept as evidence" });
    for (const words of ["Test carrier", "Jan 1, 2030", GROUND]) await answer.getByText(words).waitFor();
    await entry.getByRole("row").filter({ hasText: "Erased, as it signed" }).getByText("Test customs").waitFor();
  });

  it("a shipment warns of payloads with one copy, and leads to them", async () => {
    await open();
    await desk.visit(`/shipments/${shipment}`);
    await page.getByText("Only one gateway is known to hold the payload of 1 entry:").waitFor();
    await page.locator(".copies").getByRole("button", { name: "#3" }).click();
    await page.locator(`#entry-${offer.hash}[open]`).getByText("Who holds the payload").click();
    await page.getByText("1 known copy", { exact: true }).waitFor();
  });

  it("an entry shows who holds its payload, since when, and by which rule", async () => {
    await open();
    await desk.visit(`/shipments/${shipment}`);
    const entry = page.locator(`#entry-${consign.hash}`);
    await entry.locator("summary").first().click();
    await entry.getByText("Who holds the payload").click();
    await entry.getByText("2 known copies").waitFor();
    await entry.getByText("You read it as the author.").waitFor();
    const here = await entry.getByRole("row").filter({ hasText: "This gateway" }).innerText();
    expect(here).to.contain("the whole payload");
    const customs = await entry
      .getByRole("row", { name: /^Test customs/ })
      .last()
      .innerText();
    for (const words of ["the whole payload", "its signed receipt, Mar 1, 2026", "customs of a named country"])
      expect(customs.replace(/\s/g, " ")).to.contain(words);
    expect(await desk.violations()).to.deep.equal([]);
  });

  it("the pages of the exchange fit four screen widths and meet the accessibility rules, light and dark", async () => {
    await open();
    await desk.visit("/exchange");
    await rowOf("Test carrier").waitFor();
    await requireFit(desk, { name: "exchange-lanes", wide: WIDE });
    await page.getByRole("link", { name: "Test carrier" }).click();
    await owed().getByRole("listitem").nth(2).waitFor();
    await page.getByRole("list", { name: "Erased payloads" }).getByRole("listitem").nth(1).waitFor();
    await requireFit(desk, { name: "exchange-member", wide: WIDE });
  });

  it("the holders of a payload fit four screen widths and meet the accessibility rules, light and dark", async () => {
    await open();
    await desk.visit(`/shipments/${shipment}`);
    await page.locator(".copies").waitFor();
    const entry = page.locator(`#entry-${consign.hash}`);
    await entry.locator("summary").first().click();
    await entry.getByText("Who holds the payload").click();
    await entry.getByText("2 known copies").waitFor();
    await requireFit(desk, { name: "exchange-holders", wide: WIDE });
  });
});

describe("A delivery between two gateways at the console", () => {
  let gateways: MemberGateways<"trade" | "others">;
  let browser: Browser;
  before(async () => {
    [gateways, browser] = await Promise.all([
      startMemberGateways({ trade: ["trader"], others: ["customs"] }),
      openBrowser(),
    ]);
  });
  after(async () => {
    await browser.close();
    await gateways.stop();
  });

  it("what another gateway misses is owed to it, and has a second copy once it is back", async () => {
    const { trade, others } = gateways.of;
    await others.stop();
    const payload = { "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"] };
    const draft = { identifier: "urn:portolan:ucr:6BR4713", payload };
    const { status, body } = await trade.client("trader").post("/v1/shipments", draft, WAIT);
    expect(status, JSON.stringify(body)).to.equal(201);

    const desk = await openConsole(browser, { gateway: trade.gateway, participants: trade.members });
    const { page } = desk;
    await desk.enter("trader");
    await desk.visit(`/exchange/${gateways.idOf("customs")}`);
    await page.getByText("1 payload", { exact: true }).waitFor();
    await page.getByText("For customs of a named country: the whole payload").waitFor();
    await page.getByText("none", { exact: true }).waitFor({ state: "detached" });
    await others.start();
    await page.getByText("nothing", { exact: true }).waitFor();
    await page.getByText("You owe nothing to this member.").waitFor();
    await desk.visit(`/shipments/${(body as { id: ShipmentId }).id}`);
    await page.getByText("Each payload that you read in full has at least two known copies.").waitFor();
    await page.locator(".entries summary").first().click();
    await page.getByText("Who holds the payload").click();
    await page.getByText("2 known copies").waitFor();
    await page.getByRole("row").filter({ hasText: "its signed receipt" }).getByText("Test customs").waitFor();
    await desk.close();

    const reader = await openConsole(browser, { gateway: others.gateway, participants: others.members });
    await reader.enter("customs");
    await reader.visit(`/shipments/${(body as { id: ShipmentId }).id}`);
    await reader.page.getByRole("heading", { name: "Shipment 6BR4713" }).waitFor();
    await reader.page.locator(".entries summary").first().click();
    await reader.page.getByText("Who holds the payload").click();
    await reader.page.getByText("You read it as customs of a named country.").waitFor();
    await reader.page
      .getByRole("row")
      .filter({ hasText: "its parcel to this gateway" })
      .getByText("Test trader")
      .waitFor();
    await reader.close();
  });
});

describe("The exchange at the console of a gateway that has the keys of all members", () => {
  it("without other gateways the page explains why it is empty, and a shipment does not speak of copies", async () => {
    const [stack, browser] = await Promise.all([startStack(), openBrowser()]);
    const client = gatewayClient(stack.gateway.url, stack.participants["trader"]?.token ?? "");
    const { body } = await client.post("/v1/shipments", { identifier: "urn:portolan:ucr:6BR4712", payload: {} }, WAIT);
    const desk = await openConsole(browser, stack);
    const { page } = desk;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await desk.enter("trader");
    await desk.visit("/exchange");
    await page.getByText("No member has another gateway.").waitFor();
    expect(await page.getByText("All members have their keys in this gateway").count()).to.equal(1);
    await desk.visit(`/shipments/${(body as { id: ShipmentId }).id}`);
    await page.locator(".entries summary").click();
    await page.getByText("Who reads the payload").waitFor();
    await page.getByText("The payload matches its author’s commitment").waitFor();
    for (const words of ["Who holds the payload", "known copies", "Only one gateway"])
      expect(await page.getByText(words).count(), words).to.equal(0);
    expect(asked.filter((path) => path.endsWith("/copies") || path.endsWith("/holders"))).to.deep.equal([]);
    await desk.close();
    await browser.close();
    await stack.stop();
  });
});
