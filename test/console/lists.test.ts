import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

const WAIT = { prefer: "wait=20" };

/** Number of shipments: two full pages of the list, and a part of a third. */
const SHIPMENTS = 250;

describe("Long lists of the console", () => {
  let stack: Stack;
  let browser: Browser;
  let desk: OpenConsole;
  let page: Page;
  let ids: string[];

  const client = () => gatewayClient(stack.gateway.url, stack.participants["trader"]?.token ?? "");
  const report = () => client().post("/v1/entries", { kind: "Report", shipment: ids[0], payload: {} }, WAIT);

  before(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
    const opened = Array.from({ length: SHIPMENTS }, async (_, number) => {
      const identifier = `urn:portolan:ucr:6BR${5000 + number}`;
      const { status, body } = await client().post("/v1/shipments", { identifier, payload: {} }, WAIT);
      expect(status, JSON.stringify(body)).to.equal(201);
      return String(body.id);
    });
    ids = await Promise.all(opened);
  });
  after(async () => {
    await browser.close();
    await stack.stop();
  });
  beforeEach(async () => {
    desk = await openConsole(browser, stack);
    page = desk.page;
    await desk.enter("trader");
    await page.getByText("Live", { exact: true }).waitFor();
  });
  afterEach(() => desk.close());

  const list = () => page.getByRole("list", { name: "Last changed" });
  const toItsEnd = () => page.evaluate("scrollTo(0, document.body.scrollHeight)");
  /** The index of the first visible row. */
  const topmost = async () => {
    const places = await list()
      .getByRole("listitem")
      .evaluateAll((rows) =>
        rows
          .filter((row) => row.getBoundingClientRect().bottom > 0)
          .map((row) => Number(row.getAttribute("aria-posinset"))),
      );
    return Math.min(...places);
  };

  it("a long list loads further pages during scrolling, up to the last row", async () => {
    await list().getByRole("listitem").first().waitFor();
    const last = page.locator(`[aria-posinset="${SHIPMENTS}"]`);
    await eventually("the last row is loaded", async () => {
      await toItsEnd();
      return last.count();
    });
    expect(await last.getAttribute("aria-setsize")).to.equal(String(SHIPMENTS));
  });

  it("a list follows the chain while only its first page is loaded", async () => {
    await list().getByRole("link").first().waitFor();
    await report();
    await list().getByRole("link").first().filter({ hasText: "6BR5000" }).waitFor();
  });

  it("a list of several loaded pages announces a change, and reloads on request", async () => {
    await list().getByRole("listitem").first().waitFor();
    await toItsEnd();
    await page.locator('[aria-posinset="101"]').waitFor();
    const at = await topmost();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await report();
    await page.getByText("This list has changed since you opened it.").waitFor();
    expect(asked).not.to.include("/v1/shipments");
    expect(await topmost()).to.equal(at);
    await page.getByRole("button", { name: "Reload the list" }).click();
    await page.getByText("This list has changed").waitFor({ state: "detached" });
    await list().getByRole("link").first().filter({ hasText: "6BR5000" }).waitFor();
  });

  it("a list shows no gap when the content above it grows", async () => {
    await page.evaluate(
      (watched) => localStorage.setItem("portolan.watched", JSON.stringify(watched)),
      ids.slice(0, 50),
    );
    await page.reload();
    await page.getByRole("list", { name: "Watched" }).getByRole("link").nth(49).waitFor();
    await page.evaluate("scrollTo(0, 3600)");
    await page.locator('[aria-posinset="30"]').waitFor();
    const first = list().locator(`[aria-posinset="${await topmost()}"]`);
    expect((await first.boundingBox())?.y ?? Infinity).to.be.at.most(0);
  });
});
