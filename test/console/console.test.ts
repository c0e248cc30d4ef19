import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startJourney, type Journey } from "../audit/evidence/journey.ts";
import { openBrowser } from "../support/browser.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

describe("The console", () => {
  let journey: Journey;
  let browser: Browser;
  let open: OpenConsole;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    journey = await startJourney();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await journey.stop();
  });
  beforeEach(async () => {
    open = await openConsole(browser, journey.stack);
    ({ context, page } = open);
  });
  afterEach(() => open.close());

  const enter = (name: string) => open.enter(name);
  const find = async (query: string) => {
    await page.getByRole("searchbox").fill(query);
    await page.getByRole("button", { name: "Find" }).click();
  };

  describe("The sign-in", () => {
    it("the sign-in refuses an invalid key and shows the reason", async () => {
      await page.getByLabel("API key").fill("ptl_0000000000000000_wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
    });

    it("a session survives a reload, and scripts can read no secret", async () => {
      await enter("customs");
      await page.reload();
      await page.getByRole("heading", { name: "Find a shipment" }).waitFor();
      const readable = await page.evaluate("document.cookie + JSON.stringify(localStorage) + location.href");
      expect(readable).not.to.include(journey.stack.participants["customs"]?.token);
    });

    it("signing out ends the session", async () => {
      await enter("customs");
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByLabel("API key").waitFor();
    });

    it("an ended session asks to sign in above the page, which keeps its input", async () => {
      await enter("customs");
      await context.clearCookies();
      await find("CSQU3054383");
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await dialog.getByLabel("API key").fill(journey.stack.participants["customs"]?.token ?? "");
      await dialog.getByRole("button", { name: "Sign in" }).click();
      await dialog.waitFor({ state: "detached" });
      expect(await page.getByRole("searchbox").inputValue()).to.equal("CSQU3054383");
    });
  });

  describe("The search", () => {
    beforeEach(() => enter("carrier"));

    const BOX = "CSQU3054383";
    const PALLET = "SSCC 095201234567891235";
    const UCR = "6BR12345678000195-LOT4711";
    before(async () => {
      const { status } = await journey.client("carrier").post("/v1/shipments", { identifier: UCR, payload: {} });
      expect(status).to.equal(202);
    });
    for (const [query, name] of [
      ["CSQU3054383", BOX],
      ["csqu 305438-3", BOX],
      ["urn:epc:id:bic:CSQU3054383", BOX],
      ["CSQU", BOX],
      ["https://id.gs1.org/00/095201234567891235", PALLET],
      ["https://labels.example/00/095201234567891235?17=261231", PALLET],
      ["id.gs1.org/00/095201234567891235", PALLET],
      ["(00)095201234567891235", PALLET],
      ["095201234567891235", PALLET],
      ["00 0952012 34567891235", PALLET],
      ["095201", PALLET],
      ["6BR12345678000195-LOT4711", UCR],
      [" 6br12345678000195-lot4711 ", UCR],
    ] as const) {
      it(`the search for ${query} opens its shipment`, async () => {
        await find(query);
        await page.getByRole("heading", { name: `Shipment ${name}` }).waitFor();
      });
    }

    it("the search for an id opens its shipment", async () => {
      await find(journey.shipment);
      await page.getByRole("heading", { name: "Shipment SSCC 095201234567891235" }).waitFor();
    });

    it("the search reports that no shipment was found", async () => {
      await find("HLBU2080000");
      await page.getByText("No shipment HLBU2080000 is visible to you").waitFor();
    });

    it("the start page lists the last changed and the watched shipments", async () => {
      const list = page.getByRole("list", { name: "Last changed" });
      await list.getByRole("link", { name: "SSCC 095201234567891235" }).click();
      await page.getByRole("button", { name: "Watch" }).click();
      await page.getByRole("link", { name: "Find", exact: true }).click();
      await page.getByRole("list", { name: "Watched" }).getByRole("link", { name: /SSCC/ }).waitFor();
    });
  });

  describe("A shipment's page", () => {
    beforeEach(async () => {
      await enter("trader");
      await page.goto(`${journey.stack.gateway.url}/#/shipments/${journey.shipment}`);
      await page.getByRole("heading", { name: /^Entries/ }).waitFor();
    });

    it("a shipment's page shows its custodians, places and units", async () => {
      const custody = page.getByRole("region", { name: "Custody" });
      expect(await custody.getByRole("row").count()).to.be.greaterThan(2);
      await page.getByRole("img", { name: /Map of the places in order/ }).waitFor();
      await page.getByRole("region", { name: "Units" }).getByRole("link").first().waitFor();
    });

    it("an opened entry shows its payload, which is read then", async () => {
      const entry = page.locator(".entries details").first();
      await entry.locator("summary").click();
      await entry.getByText("Green coffee").waitFor();
      await entry.getByRole("button", { name: /Copy Signature/ }).waitFor();
    });

    it("a shipment's page offers the evidence as a file", async () => {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download evidence" }).click();
      expect((await download).suggestedFilename()).to.match(/^portolan-.+\.evidence\.json$/);
    });

    it("an open page shows a new entry", async () => {
      await page.getByText("Live", { exact: true }).waitFor();
      const entries = page.locator(".entries details");
      const before = await entries.count();
      await journey.post("trader", { kind: "Report", shipment: journey.shipment, payload: { note: "still here" } });
      await entries.nth(before).waitFor();
    });
  });

  describe("The page of a shipment inside a unit", () => {
    const WAIT = { prefer: "wait=20" };
    const ship = async (identifier: string): Promise<string> => {
      const payload = { "portolan:itinerary": ["NLRTM"] };
      const { status, body } = await journey.client("trader").post("/v1/shipments", { identifier, payload }, WAIT);
      expect(status, JSON.stringify(body)).to.equal(201);
      return body.id;
    };
    const record = async (name: string, entry: object) => {
      const { status, body } = await journey.client(name).post("/v1/entries", { payload: {}, ...entry }, WAIT);
      expect(status, JSON.stringify(body)).to.equal(201);
    };
    let lot: string;
    let unit: string;
    beforeEach(async () => {
      await enter("trader");
      await page.getByText("Live", { exact: true }).waitFor();
    });
    before(async () => {
      lot = await ship("urn:portolan:ucr:6BR8001");
      unit = await ship("urn:epc:id:bic:EXMU1004782");
    });

    it("the page of a loaded shipment links to the unit's page and back", async () => {
      await open.visit(`/shipments/${unit}`);
      expect(await page.getByRole("region", { name: "Units" }).count()).to.equal(0);
      await record("trader", { kind: "Load", shipment: lot, refersTo: unit });
      const units = page.getByRole("region", { name: "Units" });
      await units.getByRole("link", { name: "6BR8001" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Shipment 6BR8001" }).waitFor();
      await units.getByRole("link", { name: "EXMU1004782" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Shipment EXMU1004782" }).waitFor();
    });

    it("a page begins at its top with the focus in it, also on a second visit", async () => {
      await open.visit(`/shipments/${unit}`);
      const units = page.getByRole("region", { name: "Units" });
      for (const name of ["6BR8001", "EXMU1004782", "6BR8001"]) {
        await units.getByRole("link", { name }).click();
        await page.getByRole("heading", { name: `Shipment ${name}` }).waitFor();
        expect(await page.evaluate("scrollY")).to.equal(0);
        expect(await page.evaluate("document.activeElement.id")).to.equal("content");
      }
    });

    it("the page of a loaded shipment shows at once that customs holds the unit", async () => {
      await open.visit(`/shipments/${lot}`);
      const standing = page.getByRole("article").locator("header");
      await standing.getByRole("link", { name: "EXMU1004782" }).waitFor();
      const measure = { "portolan:legalBasis": "UCC Art. 46", "portolan:reason": "Papers", "portolan:officer": "NL/1" };
      await record("customs", { kind: "Hold", shipment: unit, payload: measure });
      await standing.getByText("Held by customs").waitFor();
      await page.getByText("#↑2", { exact: true }).waitFor();
    });
  });

  it("the chain page shows the state of the chain", async () => {
    await enter("auditor");
    await page.getByRole("link", { name: "Chain" }).click();
    await page.getByText("up to date with the node").waitFor();
    await page.getByRole("region", { name: "Newest entries" }).getByRole("listitem").first().waitFor();
  });

  it("the participants page shows the history of their keys", async () => {
    await enter("auditor");
    await page.getByRole("link", { name: "Participants" }).click();
    await page.getByLabel("Name, number or country").fill("carrier");
    await page.locator("summary").first().click();
    await page.getByText("Valid now").first().waitFor();
  });
});
