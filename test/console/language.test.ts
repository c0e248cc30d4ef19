import { expect } from "chai";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import en from "../../src/console/texts/catalogues/en.ts";
import { openBrowser } from "../support/browser.ts";
import { startDemoStack, type DemoStack } from "../support/demo-stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const mark = (words: string) => `«${words}»`;

/** The English catalogue with marks around each text, so that a text without marks does not come from a catalogue. */
const MARKED = {
  ...Object.fromEntries(
    Object.entries(en).map(([key, text]) => [
      key,
      typeof text === "string" ? mark(text) : { one: mark(text.one), other: mark(text.other) },
    ]),
  ),
  "problem.ShipmentUnknown": "«Onbekend: {shipment}»",
  "word.in_transit": "«onderweg»",
};

/** The named elements of every page. Entries are named by their numbers. */
const NAMED = "h1, h2, h3, button:not(.reference), label, legend, th, dt, nav a";

describe("Another language of the console", () => {
  let folder: string;
  let stack: DemoStack;
  let browser: Browser;
  let desk: OpenConsole;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-language-"));
    await cp(join(ROOT, "src"), join(folder, "src"), { recursive: true });
    for (const name of ["node_modules", "artifacts", "types", "tsconfig.json"])
      await symlink(join(ROOT, name), join(folder, name));
    const catalogue = join(folder, "src", "console", "texts", "catalogues", "nl.ts");
    await writeFile(catalogue, `export default ${JSON.stringify(MARKED)};`);
    await build({ configFile: join(folder, "src", "console", "vite.config.ts"), logLevel: "error" });
    [stack, browser] = await Promise.all([startDemoStack(), openBrowser()]);
  });
  after(async () => {
    await browser.close();
    await stack.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(() => desk.close());

  const serveBuilt = async (page: Page) => {
    await page.route(/^[^?]+\/(?:assets\/[^/]+)?$/, async (route) => {
      const { pathname } = new URL(route.request().url());
      const name = pathname === "/" ? "index.html" : pathname;
      const body = await readFile(join(folder, "dist", "console", name));
      await route.fulfill({ body, contentType: TYPES[extname(name)] ?? "text/html" });
    });
  };
  const open = async (locale: string) => {
    desk = await openConsole(browser, stack, { locale, timezoneId: "Asia/Tokyo" }, serveBuilt);
    return desk.page;
  };

  it("a language is one file and translates every page", async () => {
    const page = await open("nl-NL");
    const unmarked = () =>
      page
        .locator(NAMED)
        .evaluateAll((all) =>
          all.map(({ textContent }) => textContent.trim()).filter((words) => words !== "" && !words.includes("«")),
        );
    expect(await unmarked(), "sign-in").to.deep.equal([]);
    await desk.enter("customs-nl");
    expect(await page.locator("html").getAttribute("lang")).to.equal("nl");
    const [box, held] = ["CSQU3054383", "EXMU1004735"].map((number) => stack.shipments[`urn:epc:id:bic:${number}`]);
    for (const path of [
      "/",
      "/work/cases",
      "/chain",
      "/participants",
      "/verify",
      `/shipments/${box}`,
      `/shipments/${held}/record/Notice`,
    ]) {
      await desk.visit(path);
      expect(await unmarked(), path).to.deep.equal([]);
    }
  });

  it("dates have the form of the language, with non-breaking spaces", async () => {
    const page = await open("nl-NL");
    await desk.enter("customs-nl");
    const time = page.locator("time").first();
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    const told = new Intl.DateTimeFormat("nl-NL", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" });
    expect(await time.textContent()).to.equal(told.format(at).replaceAll(/\s/g, "\u00a0"));
  });

  it("a language may translate the API's English texts and code words", async () => {
    const page = await open("nl-NL");
    await desk.enter("customs-nl");
    await desk.visit(`/shipments/${stack.shipments["urn:epc:id:bic:CSQU3054383"]}`);
    await page.locator(".entries summary", { hasText: "«onderweg»" }).first().waitFor();
    await desk.visit(`/shipments/0x${"1".repeat(64)}`);
    await page.getByRole("alert").getByText("«Onbekend: 0x111111…111111»").waitFor();
  });

  it("readers of other languages get English", async () => {
    const page = await open("fi-FI");
    await desk.enter("customs-nl");
    await page.getByRole("heading", { name: "Find a shipment", exact: true }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).to.equal("en");
  });
});
