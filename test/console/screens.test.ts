import { expect } from "chai";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startDemoStack, type DemoStack } from "../support/demo-stack.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

/** Folder for the pictures of all pages. */
const SCREENSHOTS = join(import.meta.dirname, "..", "..", "screenshots");

/** From the demonstration journey: a pallet of coffee and its container. */
const LOT = "https://id.gs1.org/00/195211410000004712";
const BOX = "urn:epc:id:bic:CSQU3054383";

/** Containers in queues: one is offered, one held without notice. */
const OFFERED = "urn:epc:id:bic:EXMU1004714";
const HELD = "urn:epc:id:bic:EXMU1004735";

/** The browser does not lay out content outside the window, so a picture of the whole page would be blank there. */
const SHOW_ALL = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".entries > div { content-visibility: visible }");
  document.adoptedStyleSheets.push(sheet);
}`;

const WIDTHS = [360, 768, 1280, 1920];

/** In dark mode only the colours differ, so one width is enough. */
const DARK_WIDTHS = [1280];

/** Least share in percent of a page's width that its contents use; forms have the padding of a panel. */
const USED = 85;

/** The combined width of an element's boxes, in percent of the window without the page's margins. */
const shareOf = (selector: string) => `{
  const boxes = [...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.getBoundingClientRect());
  const { paddingLeft, paddingRight } = getComputedStyle(document.querySelector("main"));
  const margins = parseFloat(paddingLeft) + parseFloat(paddingRight);
  const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
  (100 * width) / (document.documentElement.clientWidth - margins);
}`;

/** The dates and durations in an element that a line break divides. */
const BROKEN_DATES = `[...document.querySelectorAll(".findings li")].flatMap((line) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), broken = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { 0: said, index } of node.data.matchAll(/[A-Z][a-z]{2}\\s\\d+,\\s\\d{4}(?:,\\s\\d+:\\d\\d\\s[AP]M)?|\\d+\\s(?:days?|hr|min|sec)/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + said.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(said);
    }
  }
  return broken;
})`;

/** Largest height of a picture in pixels; beyond it the browser repeats the top of the page. */
const DRAWN = 8_000;

describe("The pages of the console", () => {
  let stack: DemoStack;
  let browser: Browser;

  before(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    stack = await startDemoStack();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await stack.stop();
  });

  /** The pages with their reader, and the actions before the picture. */
  const PAGES: Readonly<
    Record<
      string,
      {
        as?: string;
        path?: () => string;
        then?: (open: OpenConsole) => Promise<void>;
        /** Elements that take the whole width of the page; panels and notices when absent. */
        wide?: string;
      }
    >
  > = {
    "sign-in": {},
    find: { as: "customs-nl", path: () => "/" },
    shipment: { as: "customs-nl", path: () => `/shipments/${stack.shipments[LOT]}` },
    unit: { as: "ocean", path: () => `/shipments/${stack.shipments[BOX]}` },
    entry: {
      as: "estate",
      path: () => `/shipments/${stack.shipments[LOT]}`,
      async then({ page }) {
        const entry = page.locator(".entries details").first();
        await entry.locator("summary").click();
        await entry.getByText("The payload matches its author’s commitment").waitFor();
      },
    },
    work: {
      as: "customs-nl",
      path: () => "/work/cases",
      then: ({ page }) => page.getByRole("article").first().waitFor(),
    },
    offers: {
      as: "barge",
      path: () => "/work",
      then: ({ page }) => page.getByRole("article").first().waitFor(),
    },
    form: {
      as: "customs-nl",
      path: () => `/shipments/${stack.shipments[HELD]}/record/Notice`,
      wide: "form .field",
      async then({ page }) {
        await page.getByText("More fields").click();
        await page.getByRole("button", { name: "Add Seals" }).click();
        await page.getByRole("button", { name: "Add Goods" }).click();
        await page.getByRole("button", { name: "Review and sign" }).click();
        await page.getByText(/^Correct \d+ fields?\.$/).waitFor();
      },
    },
    open: {
      as: "estate",
      path: () => "/open",
      then: ({ page }) => page.getByLabel("Identifier").fill("MSKU0000006"),
    },
    preview: {
      as: "barge",
      path: () => `/shipments/${stack.shipments[OFFERED]}/record/Accept`,
      async then({ page }) {
        await page.getByRole("button", { name: "Add Seals" }).click();
        await page.getByLabel("Seals 1").fill("BR7742001");
        await page.getByRole("button", { name: "Review and sign" }).click();
        await page.getByText("Typed data as signed (EIP-712)").first().click();
      },
    },
    chain: {
      as: "auditor",
      path: () => "/chain",
      async then({ page }) {
        await page.getByRole("button", { name: "Verify a sample" }).click();
        await page.getByText(/^All \d+ entries are valid\.$/).waitFor();
      },
    },
    verify: {
      as: "estate",
      wide: ".drop, .panel",
      path: () => "/verify",
      async then({ page }) {
        const { body } = await gatewayClient(stack.gateway.url, stack.participants["estate"]?.token ?? "").get(
          `/v1/shipments/${stack.shipments[LOT]}/evidence`,
        );
        const buffer = Buffer.from(JSON.stringify(body));
        const file = { name: "lot-471.evidence.json", mimeType: "application/json", buffer };
        await page.getByLabel("Choose a file, or drop it here").setInputFiles(file);
        await page.locator(".verdict.undecided").waitFor();
      },
    },
    participants: {
      as: "auditor",
      path: () => "/participants",
      async then({ page }) {
        await page.locator("summary").first().click();
      },
    },
  };

  for (const [name, { as, path, then, wide = ".panel, .notice" }] of Object.entries(PAGES)) {
    describe(name, () => {
      for (const colorScheme of ["light", "dark"] as const) {
        it(`the page ${name} fits four screen widths and meets the accessibility rules, ${colorScheme}`, async () => {
          const open = await openConsole(browser, stack, { colorScheme });
          if (as !== undefined) await open.enter(as);
          if (path !== undefined) await open.visit(path());
          await then?.(open);
          await open.page.evaluate(SHOW_ALL);
          for (const width of colorScheme === "dark" ? DARK_WIDTHS : WIDTHS) {
            await open.page.setViewportSize({ width, height: 900 });
            const height = Number(await open.page.evaluate("document.documentElement.scrollHeight"));
            await open.page.screenshot({
              path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.jpg`),
              type: "jpeg",
              quality: 85,
              fullPage: true,
              clip: { x: 0, y: 0, width, height: Math.min(height, DRAWN) },
              // Of the longest page, on a machine with other things to do.
              timeout: 60_000,
            });
            const overflow = await open.page.evaluate("document.documentElement.scrollWidth - innerWidth");
            expect(overflow, `pixels too wide at ${width}`).to.be.at.most(0);
            expect(await open.page.evaluate(BROKEN_DATES), `divided at ${width}`).to.deep.equal([]);
            if (as !== undefined) {
              const share = await open.page.evaluate(shareOf(wide));
              expect(share, `percent of the width that is used at ${width}`).to.be.at.least(USED);
            }
          }
          expect(await open.violations(colorScheme === "dark" ? ["color-contrast"] : undefined)).to.deep.equal([]);
          await open.close();
        });
      }
    });
  }
});
