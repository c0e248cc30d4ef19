import { expect } from "chai";
import { TypedDataEncoder, verifyTypedData, Wallet } from "ethers";
import type { Browser, Page } from "playwright-core";
import type { TypedData } from "../../src/domain/typed-data.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { injectWallet, type InjectedWallet } from "./injected-wallet.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

const WAIT = { prefer: "wait=20" };
const MEASURE = { "portolan:legalBasis": "UCC Art. 46", "portolan:reason": "Documents", "portolan:officer": "NL/1" };

describe("Work at the console", () => {
  let stack: Stack;
  let browser: Browser;
  let desk: OpenConsole;
  let page: Page;

  before(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  after(async () => {
    await browser.close();
    await stack.stop();
  });
  afterEach(() => desk.close());

  const token = (name: string) => stack.participants[name]?.token ?? "";
  const client = (name: string) => gatewayClient(stack.gateway.url, token(name));
  const id = (name: string) => stack.participants[name]?.id ?? 0;
  const post = async (name: string, entry: object): Promise<string> => {
    const { status, body } = await client(name).post("/v1/entries", { payload: {}, ...entry }, WAIT);
    expect(status, JSON.stringify(body)).to.equal(201);
    return body.hash;
  };
  let serial = 4000;
  /** A shipment to the Netherlands with a readable number, in the custody of Test trader. */
  const open = async (): Promise<{ id: string; name: string }> => {
    const identifier = `urn:portolan:ucr:6NL${serial++}`;
    const payload = { "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"] };
    const { status, body } = await client("trader").post("/v1/shipments", { identifier, payload }, WAIT);
    expect(status, JSON.stringify(body)).to.equal(201);
    return { id: body.id, name: identifier.slice("urn:portolan:ucr:".length) };
  };
  const read = async (name: string, path: string) => (await client(name).get(path)).body;
  const enter = async (name: string) => {
    desk = await openConsole(browser, stack);
    page = desk.page;
    await desk.enter(name);
  };
  const heading = (name: string | RegExp) => page.getByRole("heading", { name }).waitFor();
  const button = (name: string) => page.getByRole("button", { name });
  const review = async () => {
    await button("Review and sign").click();
    await heading("Review the entry");
  };
  const record = async () => {
    await button("Sign and record").click();
    await page.getByText("The entry is on the ledger.").waitFor();
    await heading("The signed entry");
  };
  const focused = () => page.locator(":focus").textContent();
  /** The typed data that the page shows. */
  const shown = async (): Promise<TypedData> => JSON.parse((await page.locator("pre.typed-data").textContent()) ?? "");

  describe("The work of a carrier's dispatcher", () => {
    it("a dispatcher answers an offer from the queue by keyboard, and the shown entry is recorded", async () => {
      const shipment = await open();
      await post("trader", { kind: "Offer", shipment: shipment.id, counterparty: id("carrier") });
      await enter("carrier");
      await page.getByRole("link", { name: "Work" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: /^Offers\s*1/ }).waitFor();
      await page.getByRole("link", { name: `Accept ${shipment.name}` }).focus();
      await page.keyboard.press("Enter");
      await heading("Accept");
      await page.getByLabel("Place", { exact: true }).focus();
      await page.keyboard.type("NLRTM");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      await page.keyboard.type("ECT Delta");
      await page.keyboard.press("Tab");
      expect(await focused()).to.equal("Add Seals");
      await page.keyboard.press("Enter");
      await page.getByLabel("Seals 1").waitFor();
      await page.keyboard.type("NL-0017");
      await page.keyboard.press("Enter");
      await heading("Review the entry");
      expect(await focused()).to.equal("Review the entry");
      const { domain, types, message } = await shown();
      await button("Sign and record").focus();
      await page.keyboard.press("Enter");
      await page.getByText("The entry is on the ledger.").waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      expect(await focused()).to.equal("Open the shipment");

      const { custodian, head } = await read("carrier", `/v1/shipments/${shipment.id}`);
      expect([custodian.id, head]).to.deep.equal([
        id("carrier"),
        TypedDataEncoder.hash(domain, { Entry: [...(types["Entry"] ?? [])] }, message),
      ]);
      const { body } = await read("carrier", `/v1/entries/${head}`);
      expect(body).to.include({ type: "ObjectEvent", bizStep: "accepting", "portolan:place": "NLRTM" });
      expect(body["portolan:seals"]).to.deep.equal(["NL-0017"]);
    });

    it("a dispatcher opens a shipment under a number in any notation, and gets to its page", async () => {
      await enter("carrier");
      await desk.visit("/work");
      await page.getByRole("link", { name: "Open a shipment" }).click();
      await heading("Open a shipment");
      await button("Review and sign").click();
      const number = page.getByLabel("Identifier");
      await page.getByText("This field is required.").waitFor();
      expect(await number.getAttribute("aria-invalid")).to.equal("true");
      await number.fill("(00)095201234567891230");
      await page.getByText(/check digit/).waitFor();
      await number.fill("(00)095201234567891235");
      await page.getByLabel("Place", { exact: true }).fill("DKAAR");
      await review();
      const { message } = await shown();
      await record();
      await page.getByRole("link", { name: "Open the shipment" }).click();
      await heading("Shipment SSCC 095201234567891235");

      const shipment = String(message["shipment"]);
      const { head, identifier } = await read("carrier", `/v1/shipments/${shipment}`);
      expect(identifier).to.equal("https://id.gs1.org/00/095201234567891235");
      const { kind, body } = await read("carrier", `/v1/entries/${head}`);
      expect(kind).to.equal("Consign");
      expect(body).to.include({ type: "ObjectEvent", action: "ADD", bizStep: "commissioning" });
      expect(body.epcList).to.deep.equal([identifier]);
    });

    it("the queue shows a new offer, and removes a withdrawn one", async () => {
      const shipment = await open();
      await enter("barge");
      await desk.visit("/work/offers");
      await page.getByText("No shipment is offered to you.").waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      await post("trader", { kind: "Offer", shipment: shipment.id, counterparty: id("barge") });
      await page.getByRole("link", { name: `Accept ${shipment.name}` }).waitFor();
      await post("trader", { kind: "Withdraw", shipment: shipment.id });
      await page.getByText("No shipment is offered to you.").waitFor();
    });

    it("a shipment's page offers exactly the actions of the API", async () => {
      const shipment = await open();
      await enter("trader");
      await desk.visit(`/shipments/${shipment.id}`);
      const links = page.getByRole("region", { name: "Available actions" }).getByRole("link");
      await links.first().waitFor();
      const ways = await Promise.all((await links.all()).map((link) => link.getAttribute("href")));
      const offered = ways.map((way) => way?.split("/").at(-1));
      const { actions } = await read("trader", `/v1/shipments/${shipment.id}/actions`);
      const allowed = actions.filter(({ choices }: { choices: object[] }) => choices.length > 0);
      expect(offered).to.deep.equal(allowed.map(({ kind }: { kind: string }) => kind));
    });
  });

  describe("The work of a customs officer", () => {
    it("a customs officer is not offered to open a shipment", async () => {
      await enter("customs");
      await desk.visit("/work");
      await page.getByRole("link", { name: /^Arrivals/ }).waitFor();
      expect(await page.getByRole("link", { name: "Open a shipment" }).count()).to.equal(0);
      await desk.visit("/open");
      await page.getByText(/^Only traders, carriers, forwarders and terminals may open shipments/).waitFor();
      expect(await button("Review and sign").isDisabled()).to.equal(true);
    });

    it("a customs officer holds an arrival, serves notice with a time to respond, and releases it", async () => {
      const shipment = await open();
      await enter("customs");
      await desk.visit("/work/arrivals");
      await page.getByRole("link", { name: `Hold ${shipment.name}` }).click();
      await heading("Hold");
      await button("Review and sign").click();
      await page.getByText("Correct 3 fields.").waitFor();
      const first = page.getByLabel("Legal basis");
      expect(await page.locator(":focus").getAttribute("id")).to.equal(await first.getAttribute("id"));
      expect(await first.getAttribute("aria-invalid")).to.equal("true");
      await first.fill("UCC Art. 46");
      await page.getByLabel("Reason").fill("Documents to be checked");
      await page.getByLabel("Officer").fill("two words");
      await page.getByText("This value does not have the expected format.").waitFor();
      await page.getByLabel("Officer").fill("NL/RTM/4411");
      await review();
      await page.getByRole("row", { name: /Test trader.*the consignor/ }).waitFor();
      await record();

      await page.getByRole("link", { name: "Back to your work" }).click();
      await page.getByRole("link", { name: /^Open cases/ }).click();
      const row = page.getByRole("article").filter({ hasText: shipment.name });
      await row.getByText("No notice served yet").waitFor();
      await row.getByText("Documents to be checked").waitFor();
      await row.getByRole("link", { name: "Serve notice" }).click();
      await page.getByLabel("Served at").fill("2026-11-20T10:00");
      await page.getByLabel("Method of service").fill("Registered letter");
      await page.getByLabel("Response due by").fill("2030-01-31T12:00");
      await review();
      await page.getByRole("definition").filter({ hasText: "Test trader" }).waitFor();
      await record();

      await desk.visit("/work/cases");
      await row.getByText(/^Response due in/).waitFor();
      await row.getByRole("link", { name: "Release" }).click();
      await page.getByLabel("Reason").fill("In order");
      await review();
      await record();
      expect((await read("customs", `/v1/shipments/${shipment.id}`)).held).to.equal(false);
      expect((await read("customs", "/v1/queues/cases")).items).to.deep.equal([]);
    });

    it("an error of the gateway is shown at its field", async () => {
      const shipment = await open();
      await enter("customs");
      await desk.visit(`/shipments/${shipment.id}/record/Inspect`);
      await page.getByLabel("Result").selectOption("conformant");
      await page.getByLabel("Place", { exact: true }).fill("QQRTM");
      await button("Review and sign").click();
      await page.getByText(/\/portolan:place is not a UN\/LOCODE/).waitFor();
      expect(await page.getByLabel("Place", { exact: true }).getAttribute("aria-invalid")).to.equal("true");
    });
  });

  describe("Changes and failures during an action", () => {
    it("a refusal by the ledger shows its reason, and keeps the input", async () => {
      const shipment = await open();
      await enter("trader");
      await desk.visit(`/shipments/${shipment.id}/record/Report`);
      await page.getByLabel("Description").fill("Moved to bay 7");
      await review();
      await post("trader", { kind: "Report", shipment: shipment.id });
      await button("Sign and record").click();
      await page.getByText("The ledger refused the entry. Nothing was recorded.").waitFor();
      await button("Back to the form").click();
      expect(await page.getByLabel("Description").inputValue()).to.equal("Moved to bay 7");
      await review();
      await record();
      expect((await read("trader", `/v1/shipments/${shipment.id}`)).sequence).to.equal(3);
    });

    it("the outcome comes from the event stream without a read", async () => {
      const shipment = await open();
      await enter("trader");
      await page.getByText("Live", { exact: true }).waitFor();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await desk.visit(`/shipments/${shipment.id}/record/Report`);
      await page.getByLabel("Description").fill("Heard");
      await review();
      await record();
      expect(asked.filter((path) => path.startsWith("/v1/submissions/"))).to.deep.equal([]);
    });

    it("the outcome is read once the event stream is connected again", async () => {
      const shipment = await open();
      desk = await openConsole(browser, stack, {}, async (fresh) => {
        await fresh.route("**/v1/events", (route) => route.abort());
      });
      page = desk.page;
      await desk.enter("trader");
      await desk.visit(`/shipments/${shipment.id}/record/Report`);
      await page.getByLabel("Description").fill("Read");
      await review();
      const answered = page.waitForResponse("**/v1/entries/prepared");
      await button("Sign and record").click();
      await answered;
      await page.unroute("**/v1/events");
      await page.getByText("The entry is on the ledger.").waitFor();
    });

    it("the form shows that its action is no longer possible, and stays", async () => {
      const shipment = await open();
      await enter("trader");
      await desk.visit(`/shipments/${shipment.id}/record/Close`);
      await page.getByLabel("Description").fill("The end");
      await page.getByText("Live", { exact: true }).waitFor();
      await post("customs", { kind: "Hold", shipment: shipment.id, payload: MEASURE });
      await page.getByText("The ledger does not accept this entry now.").waitFor();
      expect(await button("Review and sign").isDisabled()).to.equal(true);
      expect(await page.getByLabel("Description").inputValue()).to.equal("The end");
    });

    it("the form chooses a value that becomes the only choice", async () => {
      const shipment = await open();
      await enter("customs");
      await desk.visit(`/shipments/${shipment.id}/record/Notice`);
      await page.getByText("The ledger does not accept this entry now.").waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      const hold = await post("customs", { kind: "Hold", shipment: shipment.id, payload: MEASURE });
      await page.getByText("The ledger does not accept this entry now.").waitFor({ state: "detached" });
      expect(await page.getByLabel("Case").inputValue()).to.equal(hold);
      expect(await page.getByLabel("Served on").inputValue()).to.equal(String(id("trader")));
    });

    it("an ended session loses neither the input nor the sent entry", async () => {
      const shipment = await open();
      await enter("trader");
      await desk.visit(`/shipments/${shipment.id}/record/Report`);
      await page.getByLabel("Description").fill("Typed before the session ended");
      await page.getByRole("button", { name: "Add Seals" }).click();
      await page.getByLabel("Seals 1").fill("BR-1");
      const again = async () => {
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel("API key").fill(token("trader"));
        await dialog.getByRole("button", { name: "Sign in" }).click();
        await dialog.waitFor({ state: "detached" });
      };
      await desk.context.clearCookies();
      await button("Review and sign").click();
      await again();
      expect(await page.getByLabel("Description").inputValue()).to.equal("Typed before the session ended");
      expect(await page.getByLabel("Seals 1").inputValue()).to.equal("BR-1");
      await review();
      await desk.context.clearCookies();
      await button("Sign and record").click();
      await again();
      await button("Send again").click();
      await page.getByText("The entry is on the ledger.").waitFor();
      expect((await read("trader", `/v1/shipments/${shipment.id}`)).sequence).to.equal(2);
    });

    it("an entry that is sent again after a lost answer is recorded once", async () => {
      const shipment = await open();
      await enter("trader");
      let sent = 0;
      await page.route("**/v1/entries/prepared", async (route) => {
        // The gateway accepts the request, but its answer never arrives.
        if (sent++ === 0) {
          await route.fetch();
          await route.abort();
        } else await route.continue();
      });
      await desk.visit(`/shipments/${shipment.id}/record/Report`);
      await page.getByLabel("Description").fill("Said once");
      await review();
      await record();
      expect(sent).to.equal(2);
      expect((await read("trader", `/v1/shipments/${shipment.id}`)).sequence).to.equal(2);
    });
  });

  describe("The user's own wallet", () => {
    const key = Wallet.createRandom();
    const stranger = new Wallet(Wallet.createRandom().privateKey);
    let wallet: InjectedWallet;
    let skipper: { readonly id: number; readonly token: string };

    before(async () => {
      const { governance, apiKeys } = stack.gateway;
      const enrolled = await governance.enrol({ name: "Test skipper", roles: ["carrier"], jurisdiction: "NL" });
      if (!("participant" in enrolled)) throw new Error("The test chain delays measures.");
      const participant = enrolled.participant.id;
      const address = key.address.toLowerCase() as `0x${string}`;
      await governance.addKey(participant, { address, validUntil: 4_000_000_000 });
      const { token } = await apiKeys.issue({ participant, label: "skipper", scopes: ["read", "record"] });
      skipper = { id: participant, token };
    });

    it("a wallet signs the shown entry when account and chain are right and its user agrees", async () => {
      const shipment = await open();
      await post("trader", { kind: "Offer", shipment: shipment.id, counterparty: skipper.id });
      const participants = { ...stack.participants, skipper };
      desk = await openConsole(browser, { gateway: stack.gateway, participants }, {}, async (fresh) => {
        wallet = await injectWallet(fresh, stranger, 1);
      });
      page = desk.page;
      await desk.enter("skipper");
      await desk.visit(`/shipments/${shipment.id}/record/Accept`);
      await review();
      expect(await button("Sign and record").count()).to.equal(0);
      await button("Connect Test Wallet").click();
      await page.getByText(stranger.address.toLowerCase()).waitFor();
      await page.getByText("Not one of your keys").waitFor();
      const sign = button("Sign in the wallet and record");
      expect(await sign.isDisabled()).to.equal(true);

      wallet.account = new Wallet(key.privateKey);
      await wallet.announce("accountsChanged");
      await page.getByText("Your key, valid now").waitFor();
      await page.getByText(/^The wallet is on chain 1;/).waitFor();
      expect(await sign.isDisabled()).to.equal(true);
      await button("Switch the wallet to chain").click();
      await page.getByText(/^The wallet is on chain 1;/).waitFor({ state: "detached" });

      wallet.declines = true;
      await sign.click();
      await page.getByText("You declined in the wallet. Nothing was signed or sent.").waitFor();
      wallet.declines = false;
      const { domain, types, message } = await shown();
      await sign.click();
      await page.getByText("The entry is on the ledger.").waitFor();

      const { custodian, head } = await read("trader", `/v1/shipments/${shipment.id}`);
      const { signature } = await read("trader", `/v1/entries/${head}`);
      const signer = verifyTypedData(domain, { Entry: [...(types["Entry"] ?? [])] }, message, signature);
      expect([custodian.id, signer]).to.deep.equal([skipper.id, key.address]);
    });
  });
});
