import AxeBuilder from "@axe-core/playwright";
import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { MatterEvidence } from "../../../src/audit/evidence/matter/matter-evidence.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { openBrowser } from "../../support/browser.ts";
import { type MatterJourney, startMatterJourney } from "../evidence/matter-journey.ts";

const PAGE = join(import.meta.dirname, "..", "..", "..", "dist", "verify", "verify.html");
const PICTURES = process.env["PICTURES"];

describe("the page that verifies evidence, with a file about a matter", () => {
  let journey: MatterJourney;
  let browser: Browser;
  let page: Page;
  let folder: string;
  let text: string;
  let file: MatterEvidence;

  before(async () => {
    journey = await startMatterJourney();
    text = await journey.evidence("customs", journey.request);
    file = JSON.parse(text) as MatterEvidence;
    folder = await mkdtemp(join(tmpdir(), "portolan-matter-page-"));
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await journey.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await (await browser.newContext({ offline: true })).newPage();
    await page.goto(pathToFileURL(PAGE).href);
  });
  afterEach(() => page.context().close());

  const choose = async (evidence: unknown) => {
    const path = join(folder, `${crypto.randomUUID()}.json`);
    await writeFile(path, JSON.stringify(evidence));
    await page.setInputFiles("#file", path);
    const section = page.locator("#result .verdict");
    await section.waitFor();
    return (await section.getAttribute("class"))?.split(" ")[1];
  };

  it("the page tells a matter in chapters, and agrees with the command line on every act", async () => {
    expect(await choose(file)).to.equal("undecided");
    expect(await page.locator(".chapter h2").allTextContents()).to.deep.equal([
      "The agreement",
      "The request",
      "A handover",
      "A seal",
    ]);
    const { matter } = verifyEvidence(text, {}, recoverAddress);
    const shown = await page.locator(".story .proof code:first-of-type").allTextContents();
    expect(shown.toSorted()).to.deep.equal(matter?.acts.map(({ hash }) => hash).toSorted());
  });

  it("the page finds a file about a matter proved when its reader enters the ledger of cooperation and the block", async () => {
    await choose(file);
    await page.click("summary");
    await page.fill("#cooperation", file.chain.cooperation);
    await page.fill("#block", verifyEvidence(text, {}, recoverAddress).matter?.block.hash ?? "");
    await page.press("#block", "Tab");
    await page.locator("#result .verdict.proved").waitFor();
  });

  it("the page finds a file about a matter without one of its acts refuted, and tells none of its story", async () => {
    expect(await choose({ ...file, acts: file.acts.toSpliced(6, 1) })).to.equal("refuted");
    expect(await page.locator(".story").count()).to.equal(0);
  });

  it("the page shows markup in a file about a matter as text", async () => {
    const name = `<img src=x onerror="document.title='owned'">`;
    await choose({ ...file, participants: file.participants.map((one) => ({ ...one, name })) });
    expect(await page.locator("#result img").count()).to.equal(0);
    expect(await page.title()).to.equal("Verify evidence · Portolan");
  });

  for (const width of [360, 1280])
    it(`the page with a matter fits ${width} pixels, and meets the accessibility rules`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await choose(file);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
      expect(wide).to.be.at.most(width);
      if (PICTURES !== undefined)
        await page.screenshot({ path: join(PICTURES, `matter-${width}.png`), fullPage: true });
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    });
});
