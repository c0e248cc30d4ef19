import AxeBuilder from "@axe-core/playwright";
import { expect } from "chai";
import fc from "fast-check";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { keccak256Hex as keccakHere } from "../../../src/audit/page/keccak256.ts";
import { recoverAddress as recoverHere } from "../../../src/audit/page/recover-address.ts";
import { sha256 as sha256Here } from "../../../src/audit/page/sha256.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import { sha256 } from "../../../src/domain/encoding/sha256.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { arbitraryHex } from "../../ledger/arbitrary-entry.ts";
import { openBrowser } from "../../support/browser.ts";
import { startJourney, type Journey } from "../evidence/journey.ts";

const PAGE = join(import.meta.dirname, "..", "..", "..", "dist", "verify", "verify.html");

describe("the page that verifies evidence", () => {
  let journey: Journey;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: string;
  let text: string;
  let file: Evidence;
  /** Requests of the page, and errors in its log. */
  let noise: string[];

  before(async () => {
    journey = await startJourney();
    text = await journey.evidence("trader");
    file = JSON.parse(text) as Evidence;
    folder = await mkdtemp(join(tmpdir(), "portolan-page-"));
    browser = await openBrowser();
    context = await browser.newContext({ offline: true });
  });
  after(async () => {
    await browser.close();
    await journey.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await context.newPage();
    noise = [];
    page.on("request", (request) => noise.push(request.url()));
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    await page.goto(pathToFileURL(PAGE).href);
    noise = [];
  });
  afterEach(async () => {
    expect(noise).to.deep.equal([]);
    await page.close();
  });

  const choose = async (content: string | Buffer, into = "#file") => {
    const path = join(folder, `${crypto.randomUUID()}.json`);
    await writeFile(path, content);
    await page.setInputFiles(into, path);
  };
  const verdict = async () => {
    const section = page.locator("#result .verdict");
    await section.waitFor();
    return (await section.getAttribute("class"))?.split(" ")[1];
  };
  const block = () => verifyEvidence(text, {}, recoverAddress).history?.block.hash ?? "";

  it("the page verifies a chosen file without a network, and shows the shipment's story", async () => {
    await choose(text);
    expect(await verdict()).to.equal("undecided");
    const told = await page.locator(".story h3").allTextContents();
    expect(told).to.have.length(file.entries.length);
    expect(told[0]).to.include("opened the record of 095201234567891235");
    const proved = await page.locator("#proved-list li").allTextContents();
    expect(proved).to.have.length(11);
    expect(proved.at(-1)).to.include("ended without a forfeiture, by Release");
  });

  it("the page finds a file proved when its reader enters the ledger and the block", async () => {
    await choose(text);
    await page.click("summary");
    await page.fill("#ledger", file.chain.ledger);
    await page.fill("#block", block());
    await page.press("#block", "Tab");
    await page.locator("#result .verdict.proved").waitFor();
    expect(await verdict()).to.equal("proved");
  });

  it("the page accepts a policy file", async () => {
    await page.click("summary");
    await choose(JSON.stringify({ ledger: file.chain.ledger, block: block() }), "#policy");
    await choose(text);
    expect(await verdict()).to.equal("proved");
  });

  it("the page finds a changed file refuted, and shows none of its story", async () => {
    await choose(text.replace('"occurredAt":1', '"occurredAt":2'));
    expect(await verdict()).to.equal("refuted");
    expect(await page.locator(".story").count()).to.equal(0);
  });

  const damaged: Record<string, () => string | Buffer> = {
    "saved as UTF-16": () => Buffer.from(`\ufeff${text}`, "utf16le"),
    "downloaded to its half": () => text.slice(0, text.length / 2),
    "that is the page of a login": () => "<!doctype html>",
    "that is empty": () => "",
  };
  for (const [what, content] of Object.entries(damaged))
    it(`the page finds a file ${what} unreadable, as the command line does`, async () => {
      await choose(content());
      expect(await verdict()).to.equal("unreadable");
      expect(verifyEvidence(Buffer.from(content()), {}, recoverAddress).verdict).to.equal("unreadable");
    });

  it("the page reads a file with a byte order mark as the file without it", async () => {
    await choose(`\ufeff${text}`);
    expect(await verdict()).to.equal("undecided");
  });

  it("the page verifies a file dropped anywhere on it", async () => {
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(text)}], "evidence.json", { type: "application/json" }));
      return data;
    })()`);
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    expect(await verdict()).to.equal("undecided");
  });

  it("the page shows markup in a file as text", async () => {
    const participants = file.participants.map((one) => ({
      ...one,
      name: `<img src=x onerror="document.title='owned'">`,
    }));
    await choose(JSON.stringify({ ...file, participants }));
    expect(await verdict()).to.equal("undecided");
    expect(await page.locator(".story img").count()).to.equal(0);
    expect(await page.title()).to.equal("Verify evidence · Portolan");
  });

  it("the page reports unusable facts of its reader", async () => {
    await page.click("summary");
    await page.fill("#ledger", "nonsense");
    await choose(text);
    await page.locator("#result [role=alert]").waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`the page meets the accessibility rules (${colorScheme})`, async () => {
      await page.emulateMedia({ colorScheme });
      await choose(text);
      await verdict();
      await page.click("summary");
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
      const { violations } = await axe.analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    });
  }

  it("the page agrees with the command line on every entry", async () => {
    await choose(text);
    await verdict();
    const { history } = verifyEvidence(text, {}, recoverAddress);
    const shown = await page.locator(".story .proof code:first-of-type").allTextContents();
    expect(shown).to.deep.equal(history?.entries.map(({ hash }) => hash));
  });

  it("the page is served by the gateway under a policy that allows only its own script and style", async () => {
    const response = await fetch(`${journey.stack.gateway.url}/verify`);
    expect(await response.text()).to.equal(await readFile(PAGE, "utf8"));
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).to.match(
      /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });
});

describe("the page's replacements of native code", () => {
  it("the page's replacement of native code recovers the same account, and refuses the same signatures", () => {
    const key = PrivateKey.generate();
    const outcome = (recover: typeof recoverAddress, digest: Hex, signature: Hex) => {
      try {
        return recover(digest, signature);
      } catch (error) {
        return PortolanError.is(error, "SignatureInvalid") ? error.code : String(error);
      }
    };
    fc.assert(
      fc.property(arbitraryHex(32), fc.nat({ max: 63 }), fc.nat({ max: 255 }), (digest, place, change) => {
        const bytes = Buffer.from(key.sign(digest).slice(2), "hex");
        bytes[place] = (bytes[place] ?? 0) ^ change;
        const compact: Hex = `0x${bytes.toString("hex")}`;
        for (const signature of [compact, `${compact}1b`, `${compact}1c`, `${compact}00`] as const) {
          expect(outcome(recoverHere, digest, signature)).to.equal(outcome(recoverAddress, digest, signature));
        }
      }),
    );
  });

  it("the page's replacement of native code gives the same hashes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, text) => {
        expect(keccakHere(bytes)).to.equal(keccak256Hex(bytes));
        expect(sha256Here(bytes, "hex")).to.equal(sha256(bytes, "hex"));
        expect(sha256Here(text, "base64url")).to.equal(sha256(text, "base64url"));
      }),
    );
  });
});
