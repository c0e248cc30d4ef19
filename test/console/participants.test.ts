import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { openBrowser } from "../support/browser.ts";
import { namedKey, recoveryWallet } from "../support/directory-vectors.ts";
import { openStackDirectory } from "../support/stack-directory.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

describe("The console's page of participants", () => {
  let stack: Stack;
  let browser: Browser;
  let open: OpenConsole;
  let page: Page;

  before(async () => {
    stack = await startStack();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await stack.stop();
  });
  beforeEach(async () => {
    open = await openConsole(browser, stack);
    ({ page } = open);
    await open.enter("auditor");
    await open.visit("/participants");
  });
  afterEach(() => open.close());

  /** Opens the card of the only participant whose name contains these words. */
  const card = async (name: string) => {
    const opened = page.locator("details").filter({ has: page.locator("summary", { hasText: name }) });
    await opened.locator("summary").click();
    return opened;
  };
  const confirm = async (name: string) => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name }).click();
    await dialog.waitFor({ state: "detached" });
  };
  const enrol = async (name: string) => {
    const form = page.getByRole("form", { name: "Enrol an organisation" });
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("Country").fill("fr");
    await form.getByRole("checkbox", { name: "Carrier" }).check();
    await form.getByRole("button", { name: "Enrol an organisation" }).click();
    await confirm("Enrol an organisation");
    return form;
  };

  it("an organisation is enrolled after a confirmation", async () => {
    const form = await enrol("Rhône Lines");
    await form.getByText("Done: the measure is in force.").waitFor();
    await (await card("Rhône Lines")).getByText("This participant has no signing key yet.").waitFor();
    expect(stack.gateway.directory.all().at(-1)).to.deep.include({ name: "Rhône Lines", jurisdiction: "FR" });
  });

  it("a cancelled measure changes nothing", async () => {
    const opened = await card("Test barge");
    await opened.getByRole("button", { name: "Suspend" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await page.keyboard.press("Escape");
    expect(await page.getByText("Done: the measure is in force.").count()).to.equal(0);
    expect(stack.gateway.directory.get(stack.participants["barge"]?.id ?? 0)?.suspended).to.equal(false);
  });

  it("a participant is suspended and reinstated", async () => {
    const opened = await card("Test barge");
    await opened.getByRole("button", { name: "Suspend" }).click();
    await confirm("Suspend");
    await opened.getByText("Suspended", { exact: true }).waitFor();
    await opened.getByRole("button", { name: "Reinstate" }).click();
    await opened.getByText("Suspended", { exact: true }).waitFor({ state: "detached" });
  });

  it("a participant's country is changed, and the right code for UK is shown", async () => {
    const opened = await card("Test terminal");
    const change = opened.getByRole("button", { name: "Change country" });
    await opened.getByLabel("Country").fill("uk");
    await opened.getByText("UK is not a country's code. Use GB for the United Kingdom.").waitFor();
    expect(await change.isDisabled()).to.equal(true);
    await opened.getByLabel("Country").fill("gb");
    await change.click();
    await opened.locator("summary").getByText("GB", { exact: true }).waitFor();
  });

  it("a participant's roles are changed", async () => {
    const opened = await card("Test terminal");
    await opened.getByRole("checkbox", { name: "Forwarder" }).check();
    await opened.getByRole("button", { name: "Change roles" }).click();
    await opened.locator("summary").getByText("Forwarder").waitFor();
  });

  it("a key is replaced by adding its successor and revoking it", async () => {
    const old = stack.participants["carrier"]?.key.address ?? "";
    const { address } = PrivateKey.generate();
    const opened = await card("Test carrier");
    await opened.getByRole("button", { name: "Replace" }).click();
    await opened.getByLabel("Address").fill(address);
    await opened.getByRole("button", { name: "Add a key" }).click();
    await opened
      .getByRole("row")
      .filter({ has: page.getByTitle(address) })
      .getByText("Valid now")
      .waitFor();
    await opened.getByRole("button", { name: /^Revoke 0x/ }).click();
    await confirm("Revoke");
    await opened
      .getByRole("row")
      .filter({ has: page.getByTitle(old) })
      .getByText("Ended")
      .waitFor();
  });

  it("a participant shows whether it published its gateway, with its encryption keys and their history", async () => {
    await (await card("Test barge")).getByText("This participant has not published its gateway.").waitFor();
    const directory = await openStackDirectory(stack, "trader");
    await directory.announce("Publication", directory.wallet, {
      endpoint: "https://trader.example",
      key: "K1",
      recovery: "R1",
    });
    await directory.announce("Recovery", recoveryWallet("R1"), {
      endpoint: "https://new.example",
      key: "P2",
      recovery: "R2",
    });
    directory.close();

    const membership = (await card("Test trader")).getByRole("region", {
      name: "Gateway and encryption keys of Test trader",
    });
    await membership.getByText("https://new.example").waitFor();
    const rowOf = (title: string) => membership.getByRole("row").filter({ has: page.getByTitle(title) });
    await rowOf(namedKey("K1").id).getByText("Ended").waitFor();
    await rowOf(namedKey("P2").id).getByText("Valid now").waitFor();
    for (const change of ["Publication", "Recovery"]) await membership.getByText(change, { exact: true }).waitFor();
    expect(await open.violations()).to.deep.equal([]);
  });

  it("an error is shown in the API's words", async () => {
    const taken = stack.participants["trader"]?.key.address ?? "";
    const opened = await card("Test customs");
    await opened.getByLabel("Address").fill(taken);
    await opened.getByRole("button", { name: "Add a key" }).click();
    await opened.getByRole("alert").waitFor();
  });

  it("a session without the scope govern has no measures", async () => {
    const { token } = await stack.gateway.apiKeys.issue({
      participant: stack.participants["trader"]?.id ?? 0,
      label: "reads",
      scopes: ["read"],
    });
    const reader = await openConsole(browser, {
      gateway: stack.gateway,
      participants: { reader: { token } },
    });
    await reader.enter("reader");
    await reader.visit("/participants");
    await reader.page.locator("summary", { hasText: "Test carrier" }).click();
    await reader.page.locator("details[open]").getByText("Valid now").waitFor();
    expect(await reader.page.getByRole("button", { name: /Enrol|Suspend|Revoke|Add a key|Replace/ }).count()).to.equal(
      0,
    );
    await reader.close();
  });

  describe("A delayed measure", () => {
    before(() => stack.delayMeasures(3));

    it("a delayed measure is scheduled, survives a reload, and is put in force after the delay", async () => {
      const form = await enrol("Loire Lines");
      await form.getByText(/^The measure is scheduled/).waitFor();
      await page.reload();
      const scheduled = page.getByRole("region", { name: "Scheduled measures" });
      await scheduled.getByText("Enrol Loire Lines").waitFor();
      await scheduled.getByText("can be put in force").waitFor();
      expect(stack.gateway.directory.all().some(({ name }) => name === "Loire Lines")).to.equal(false);
      await scheduled.getByRole("button", { name: "Put in force" }).click();
      await scheduled.waitFor({ state: "detached" });
      await page.locator("summary", { hasText: "Loire Lines" }).waitFor();
    });
  });
});
