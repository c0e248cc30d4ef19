import AxeBuilder from "@axe-core/playwright";
import type { Page, Request } from "playwright-core";
import { request } from "undici";
import { openBrowser } from "../../../test/support/browser.ts";
import { scroll, type Scrolled } from "../browser/scroll.ts";
import type { Figure, Target } from "../figure.ts";
import { median } from "../load/latencies.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { ENTRIES, fillForConsole, SHIPMENTS } from "../workload/console-ledger.ts";
import type { Report } from "../workload/filled-network.ts";

const READER = "trader-1";
const LOADS = 5;
const STEPS = 150;

/**
 * Measures the console in a real browser: the size of its first view and the time until it is usable; the time to open
 * a shipment with a thousand entries; the scrolling of that shipment and of a list of a hundred thousand shipments; and
 * the violations that axe reports.
 */
export async function benchConsole(network: BenchNetwork, report: Report): Promise<Figure[]> {
  const gateway = await network.startGateway();
  const browser = await openBrowser();
  try {
    const shipment = await fillForConsole(gateway.url, network, READER, report);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(gateway.url);
    await page.getByLabel("API key").fill(network.member(READER).tokens[0] as string);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("searchbox").waitFor();

    const first = await firstView(page);
    const list = await listOf(page);
    report(`list: longest frame ${list.longest.toFixed(0)} ms over ${list.moved} pixels`);
    await page.goto(`${gateway.url}/#/shipments/${shipment}`);
    const shown = await timeOf(() =>
      page
        .locator(".entries details")
        .nth(ENTRIES - 1)
        .waitFor(),
    );
    const entries = await scroll(page, STEPS);
    report(`entries: longest frame ${entries.longest.toFixed(0)} ms over ${entries.moved} pixels`);
    const opened = await timeOf(async () => {
      await page
        .locator(".entries summary")
        .nth(ENTRIES / 2)
        .click();
      await page.locator(".entry-body .check-line.holds").nth(3).waitFor();
    });

    const broken = await violations(page, gateway.url);
    const figure = { benchmark: "console", entries: SHIPMENTS + ENTRIES };
    return [
      { ...figure, what: "first view, compressed", value: first.bytes / 1000, unit: "kB", target: atMost(200) },
      {
        ...figure,
        what: "from loading to a box that takes typing",
        value: first.at,
        unit: "ms",
        target: atMost(1_000),
      },
      ...smoothness(figure, `list of ${SHIPMENTS} shipments`, list),
      { ...figure, what: `shipment of ${ENTRIES} entries, all shown`, value: shown, unit: "ms" },
      ...smoothness(figure, `shipment of ${ENTRIES} entries`, entries),
      { ...figure, what: "entry opened and verified in the browser", value: opened, unit: "ms" },
      { ...figure, what: "rules of accessibility broken (axe)", value: broken, unit: "", target: atMost(0) },
    ];
  } finally {
    await browser.close();
    await gateway.stop();
  }
}

/** The compressed bytes of all files of the first view, and the time from the navigation until it is visible. */
async function firstView(page: Page): Promise<{ bytes: number; at: number }> {
  const files = new Set<string>();
  const note = (asked: Request) => void (asked.url().includes("/v1/") || files.add(asked.url()));
  page.on("request", note);
  const times: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    await page.reload();
    await page.getByRole("searchbox").fill("CSQU");
    times.push(Number(await page.evaluate("performance.now()")));
  }
  page.off("request", note);
  const sizes = await Promise.all([...files].map(compressedSize));
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), at: median(times) };
}

async function compressedSize(url: string): Promise<number> {
  const { body } = await request(url, { headers: { "accept-encoding": "br", accept: "text/html, */*" } });
  return (await body.arrayBuffer()).byteLength;
}

async function listOf(page: Page): Promise<Scrolled> {
  await page.getByRole("list", { name: "Last changed" }).getByRole("listitem").first().waitFor();
  return scroll(page, STEPS);
}

async function violations(page: Page, url: string): Promise<number> {
  let count = 0;
  for (const path of ["/", "/chain", "/participants", "/verify"]) {
    await page.goto(`${url}/#${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    count += (await new AxeBuilder({ page }).analyze()).violations.length;
  }
  return count;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function smoothness(figure: Pick<Figure, "benchmark" | "entries">, what: string, scrolled: Scrolled): Figure[] {
  return [
    { ...figure, what: `${what}, longest frame while scrolling`, value: scrolled.longest, unit: "ms" },
    {
      ...figure,
      what: `${what}, frames over 50 ms while scrolling`,
      value: scrolled.late,
      unit: "%",
      target: atMost(2),
    },
  ];
}

function atMost(limit: number): Target {
  return { of: "value", bound: "at most", limit };
}
