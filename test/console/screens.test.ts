import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { startDemoStack, type DemoStack } from "../support/demo-stack.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";
import { requireFit, WIDE } from "./require-fit.ts";

/** From the demonstration journey: a pallet of coffee and its container. */
const LOT = "https://id.gs1.org/00/195211410000004712";
const BOX = "urn:epc:id:bic:CSQU3054383";

/** Containers in queues: one is offered, one held without notice. */
const OFFERED = "urn:epc:id:bic:EXMU1004714";
const HELD = "urn:epc:id:bic:EXMU1004735";

describe("The pages of the console", () => {
  let stack: DemoStack;
  let browser: Browser;

  before(async () => {
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
    exchange: { as: "estate", path: () => "/exchange" },
    participants: {
      as: "auditor",
      path: () => "/participants",
      async then({ page }) {
        await page.locator("summary").first().click();
      },
    },
  };

  for (const [name, { as, path, then, wide = WIDE }] of Object.entries(PAGES)) {
    it(`the page ${name} fits four screen widths and meets the accessibility rules, light and dark`, async () => {
      const open = await openConsole(browser, stack);
      if (as !== undefined) await open.enter(as);
      if (path !== undefined) await open.visit(path());
      await then?.(open);
      await requireFit(open, { name, wide: as === undefined ? undefined : wide });
      await open.close();
    });
  }
});
