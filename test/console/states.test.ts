import { expect } from "chai";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startJourney, type Journey } from "../audit/evidence/journey.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

describe("The console under failures", () => {
  let journey: Journey;
  let browser: Browser;
  let open: OpenConsole;
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
    ({ page } = open);
  });
  afterEach(() => open.close());

  const live = () => page.getByText("Live", { exact: true }).waitFor();
  const signInAgain = async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("API key").fill(journey.stack.participants["trader"]?.token ?? "");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await dialog.waitFor({ state: "detached" });
  };

  describe("An ended session", () => {
    it("an ended session asks to sign in, keeps the input, and is live again without a reload", async () => {
      await open.enter("trader");
      await live();
      await page.getByRole("searchbox").fill("095201234567891235");
      await page.evaluate("globalThis.untouched = true");
      await open.context.clearCookies();
      // The open stream continues; the next one is refused, as after the expiry of the key.
      await open.context.setOffline(true);
      await page.getByText("Offline", { exact: true }).waitFor();
      await open.context.setOffline(false);
      await signInAgain();
      await live();
      expect(await page.getByRole("searchbox").inputValue()).to.equal("095201234567891235");
      expect(await page.evaluate("globalThis.untouched")).to.equal(true);
      await journey.post("trader", { kind: "Report", shipment: journey.shipment, payload: { note: "seen live" } });
      await page.getByRole("button", { name: "Find" }).click();
      await page.getByRole("heading", { name: /^Shipment/ }).waitFor();
    });
  });

  describe("An invisible shipment", () => {
    it("the page of an invisible shipment says so and links back", async () => {
      await open.enter("barge");
      await open.visit(`/shipments/${journey.shipment}`);
      await page.getByRole("alert").waitFor();
      await page.getByRole("main").getByRole("link", { name: "Find a shipment" }).click();
      await page.getByText("No shipment is visible to you yet.").waitFor();
    });
  });

  it("no data of one organisation is shown to the next one that signs in", async () => {
    await open.enter("trader");
    const list = page.getByRole("list", { name: "Last changed" });
    await list.getByRole("link").first().waitFor();
    await open.context.clearCookies();
    await page.getByRole("searchbox").fill("CSQU3054383");
    await page.getByRole("button", { name: "Find" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("API key").fill(journey.stack.participants["barge"]?.token ?? "");
    await dialog.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("No shipment is visible to you yet.").waitFor();
    expect(await list.getByRole("link").count()).to.equal(0);
  });

  describe("Several windows", () => {
    let other: Page;
    beforeEach(async () => {
      await open.enter("trader");
      other = await open.context.newPage();
      await other.goto(journey.stack.gateway.url);
      await other.getByRole("button", { name: "Sign out" }).click();
    });
    const signIn = async (name: string) => {
      await other.getByLabel("API key").fill(journey.stack.participants[name]?.token ?? "");
      await other.getByRole("button", { name: "Sign in" }).click();
    };

    it("all windows ask to sign in after a sign-out in one, until a sign-in in one", async () => {
      await page.getByRole("dialog").waitFor();
      await signIn("trader");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    });

    it("all windows show the organisation that signed in last, and follow its entries", async () => {
      await page.getByRole("dialog").waitFor();
      await signIn("carrier");
      await page.locator("header").getByText("Test carrier").waitFor();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await live();
      const { status, body } = await journey
        .client("carrier")
        .post("/v1/shipments", { identifier: "urn:portolan:ucr:6DK7001", payload: {} }, { prefer: "wait=20" });
      expect(status, JSON.stringify(body)).to.equal(201);
      await page.getByRole("list", { name: "Last changed" }).getByText("6DK7001").waitFor();
    });
  });

  it("a failed sign-out is shown", async () => {
    await open.enter("trader");
    await open.context.setOffline(true);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("alert").filter({ hasText: "The sign-out failed" }).waitFor();
    await open.context.setOffline(false);
  });

  it("the browser stores no secret, and no address contains a token", async () => {
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await open.enter("trader");
    await open.visit(`/shipments/${journey.shipment}`);
    await page.getByRole("button", { name: "Watch" }).click();
    await open.visit("/participants");
    const token = journey.stack.participants["trader"]?.token ?? "";
    const kept = String(
      await page.evaluate(
        "JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie + location.href",
      ),
    );
    expect(kept).to.include("portolan.watched");
    for (const text of [kept, ...addresses]) expect(text).not.to.include(token).and.not.to.include("ptl_");
    expect(await page.evaluate("indexedDB.databases().then(({ length }) => length)")).to.equal(0);
  });

  it("the content security policy allows no inline code and no other server", async () => {
    const { headers } = await fetch(journey.stack.gateway.url, { headers: { accept: "text/html" } });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split(";")).to.have.members([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  describe("The verification of a file", () => {
    it("a verified file shows its proofs in the page, with working links", async () => {
      const evidence = await journey.evidence("trader");
      await open.enter("barge");
      await open.visit("/verify");
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.method() + new URL(request.url()).pathname));
      const file = { name: "box.evidence.json", mimeType: "application/json", buffer: Buffer.from(evidence) };
      await page.getByLabel("Choose a file, or drop it here").setInputFiles(file);
      await page.locator(".verdict.undecided").waitFor();
      await page.locator(".story h3").first().getByText("opened the record of 095201234567891235").waitFor();
      await page.getByRole("link", { name: /^0x/ }).first().click();
      await page.locator(".verdict.undecided").waitFor();
      expect(asked.filter((one) => !one.startsWith("GET/assets/"))).to.deep.equal([]);
    });

    it("a changed file is refuted", async () => {
      const evidence = (await journey.evidence("trader")).replace('"occurredAt":1', '"occurredAt":2');
      await open.enter("barge");
      await open.visit("/verify");
      const file = { name: "changed.json", mimeType: "application/json", buffer: Buffer.from(evidence) };
      await page.getByLabel("Choose a file, or drop it here").setInputFiles(file);
      await page.locator(".verdict.refuted").waitFor();
      expect(await page.locator(".story").count()).to.equal(0);
    });

    it("the verifier is offered as one file", async () => {
      await open.enter("barge");
      await open.visit("/verify");
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Save the verifier" }).click();
      const built = join(import.meta.dirname, "..", "..", "dist", "verify", "verify.html");
      expect(await readFile(await (await download).path(), "utf8")).to.equal(await readFile(built, "utf8"));
    });
  });

  // The last suite, because it replaces the gateway.
  describe("A silent gateway", () => {
    it("a silent gateway leaves the data on the page, with the time, until it answers again", async () => {
      const { config, gateway } = journey.stack;
      await open.enter("trader");
      await open.visit(`/shipments/${journey.shipment}`);
      await live();
      const entries = page.locator(".entries details");
      const before = await entries.count();
      await gateway.stop();
      await page.getByText(/^The gateway has not answered since .+ This page shows the data read until then/).waitFor();
      expect(await entries.count()).to.equal(before);
      expect(await page.getByRole("alert").count()).to.equal(0);
      const next = await startTestGateway({ ...config, port: Number(new URL(gateway.url).port) });
      try {
        await live();
        await journey.post("trader", { kind: "Report", shipment: journey.shipment, payload: { note: "back again" } });
        await entries.nth(before).waitFor();
        expect(await page.getByText(/^The gateway has not answered/).count()).to.equal(0);
      } finally {
        await next.stop();
      }
    });
  });
});
