import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import type { ActDraft, ActSubmission } from "../../src/api/act.ts";
import { REQUEST_FORM, TERMS } from "../support/cooperation-records.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";
import { requireFit, WIDE } from "./require-fit.ts";

const WAIT = { prefer: "wait=20" };
const DAY = 86_400;

/** A time some days from now, as the forms take it. */
const inDays = (days: number) => new Date(Date.now() + days * DAY * 1000).toISOString().slice(0, 16);

/** Words without a place to break, as identifiers have. */
const LONG = "CONSIGNMENT-".repeat(16);

describe("The work between authorities at the console", () => {
  let stack: Stack;
  let browser: Browser;
  const consoles: OpenConsole[] = [];

  before(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  after(async () => {
    await browser.close();
    await stack.stop();
  });
  afterEach(async () => {
    for (const desk of consoles.splice(0)) await desk.close();
  });

  const idOf = (alias: string) => stack.participants[alias]?.id ?? 0;

  async function record(alias: string, draft: ActDraft): Promise<ActSubmission> {
    const client = gatewayClient(stack.gateway.url, stack.participants[alias]?.token ?? "");
    const { status, body } = await client.post("/v1/acts", draft, WAIT);
    expect(status, JSON.stringify(body)).to.equal(201);
    return body as ActSubmission;
  }

  /** An agreement of customs and the foreign customs, in force. */
  async function agree(title = TERMS.title): Promise<`0x${string}`> {
    const codes = ["information", "evidence"];
    const terms = { ...TERMS, title };
    const { matter } = await record("customs", {
      ...{ kind: "Propose", period: 90 * DAY, code: "both", codes, record: terms },
    });
    await record("customs", { kind: "Name", matter, counterparty: idOf("foreign"), code: "both" });
    await record("foreign", { kind: "Sign", matter });
    return matter;
  }

  async function enter(alias: string): Promise<OpenConsole> {
    const desk = await openConsole(browser, stack);
    consoles.push(desk);
    await desk.enter(alias);
    return desk;
  }

  /** Chooses an act that is offered. */
  const choose = (page: Page, act: string) =>
    page.getByRole("region", { name: "What you may do now" }).getByRole("link", { name: act, exact: true }).click();
  const review = (page: Page) => page.getByRole("button", { name: "Review and sign" }).click();

  /** Signs the reviewed act, and waits until it is on the ledger. */
  async function sign(page: Page, back = "Open the matter"): Promise<void> {
    await page.getByText("The rules allow this act now.").waitFor();
    await page.getByRole("button", { name: "Sign and record" }).click();
    await page.getByText("The act is on the ledger.").waitFor();
    await page.getByRole("link", { name: back }).click();
  }

  const state = (page: Page, words: string) => page.locator("h1 ~ .badge", { hasText: words }).waitFor();

  async function fillRequest(page: Page): Promise<void> {
    await page.getByLabel("Measure").selectOption("Information");
    await page.getByLabel("Time to answer (days)").fill("30");
    await page.getByLabel("Authority and officer").fill(REQUEST_FORM.authority);
    await page.getByLabel("Subject").fill(REQUEST_FORM.subject);
    await page.getByLabel("Facts").fill(REQUEST_FORM.facts);
    await page.getByLabel("Law").fill(REQUEST_FORM.law);
    await page.getByLabel("Purpose").selectOption("Investigation");
    const urgency = page.getByRole("group", { name: "Urgency" });
    await urgency.getByLabel("Level").selectOption("Normal");
    await urgency.getByLabel("Reasons").fill(REQUEST_FORM.urgency.reasons);
    const confidentiality = page.getByRole("group", { name: "Confidentiality" });
    await confidentiality.getByLabel("Confidential", { exact: false }).selectOption("Yes");
    await confidentiality.getByLabel("Reasons").fill(REQUEST_FORM.confidentiality.reasons);
  }

  it("a request is asked, returned as incomplete, completed, accepted, and answered with a handover under a caveat", async () => {
    const agreement = await agree();
    const asking = (await enter("customs")).page;
    await asking.getByRole("link", { name: "Cooperation" }).click();
    await asking.getByRole("list", { name: "Agreements" }).getByRole("link", { name: TERMS.title }).first().click();
    await state(asking, "In force");
    expect(asking.url()).to.contain(agreement);
    await choose(asking, "Ask another authority");
    await fillRequest(asking);
    await review(asking);
    await asking.getByText(REQUEST_FORM.facts).waitFor();
    await sign(asking);
    await asking.getByRole("heading", { name: REQUEST_FORM.subject }).waitFor();

    const answering = (await enter("foreign")).page;
    await answering.getByRole("link", { name: "Cooperation" }).click();
    const row = answering.getByRole("list", { name: "Requests" }).getByRole("article");
    await row.getByText("you", { exact: true }).waitFor();
    await row.getByRole("link", { name: REQUEST_FORM.subject }).click();
    await answering.getByText(REQUEST_FORM.confidentiality.reasons).waitFor();
    await choose(answering, "Confirm receipt");
    await review(answering);
    await sign(answering);
    await choose(answering, "Return as incomplete");
    await review(answering);
    await answering.getByText("Correct 3 fields.").waitFor();
    await answering.getByLabel("To be completed by").fill(inDays(30));
    await answering.getByRole("group", { name: "Missing" }).getByLabel("Law", { exact: true }).check();
    await answering.getByLabel("Reasons").fill("The article is not cited.");
    await review(answering);
    await sign(answering);
    await state(answering, "Incomplete");

    // The other console notices by itself.
    await state(asking, "Incomplete");
    await choose(asking, "Complete the request");
    const completed = asking.getByRole("group", { name: "Completed" }).getByRole("textbox");
    await completed.first().waitFor();
    expect(await completed.count()).to.equal(1);
    await review(asking);
    await asking.getByText("Correct 1 field.").waitFor();
    await asking.getByLabel("Law").fill("Customs Act, Article 10:5");
    await review(asking);
    await sign(asking);

    await state(answering, "Received");
    await choose(answering, "Accept the request");
    await review(answering);
    await sign(answering);
    await choose(answering, "Offer information");
    await answering.getByLabel("To (required)").selectOption({ label: "Test customs (NL)" });
    await answering.getByLabel("Basis").selectOption("Request");
    await answering.getByLabel("No use in court").check();
    await answering.getByLabel("Offered until").fill(inDays(30));
    await answering.getByLabel("Subject").fill("Prices of March");
    await answering.getByLabel("Purpose").selectOption("Investigation");
    await review(answering);
    await answering.getByText("Correct 1 field.").waitFor();
    await answering.getByRole("button", { name: "Add Content" }).click();
    await answering.getByLabel("Name").fill("Price of a pump");
    await answering.getByLabel("Text").fill("4,100 euros");
    await review(answering);
    await sign(answering);

    await asking.getByRole("link", { name: "All of Cooperation" }).click();
    const handovers = asking.getByRole("list", { name: "Handovers, seals and exhibits" });
    await handovers.getByRole("link").first().click();
    await state(asking, "Offered");
    await asking.getByText("Purpose").first().waitFor();
    expect(await asking.getByText("4,100 euros").count()).to.equal(0);
    await choose(asking, "Sign the caveats");
    await asking.getByText("You sign these limits").waitFor();
    await asking.getByRole("listitem").filter({ hasText: "No use in court" }).waitFor();
    await review(asking);
    await sign(asking, "Open the handover");
    await state(asking, "Caveats signed");

    await answering.getByRole("link", { name: "Open the handover" }).first().click();
    await choose(answering, "Release");
    await review(answering);
    await sign(answering, "Open the handover");
    await asking.getByText("4,100 euros").waitFor();
    await choose(asking, "Give a receipt");
    await review(asking);
    await sign(asking, "Open the handover");
    await state(asking, "Receipted");

    await answering.getByRole("link", { name: "Undervalued machine parts" }).click();
    await choose(answering, "Answer");
    await answering.getByLabel("Answer").fill("The prices are in the handover.");
    await review(answering);
    await sign(answering);
    await state(answering, "Answered");
  });

  it("a request is not sent while a member of its form is missing, and each missing field is named", async () => {
    const agreement = await agree();
    const { page } = await enter("customs");
    await page.goto(`${stack.gateway.url}/#/cooperation/${agreement}/record/Ask`);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await review(page);
    await page.getByText("Correct 11 fields.").waitFor();
    await fillRequest(page);
    await page.getByLabel("Law").fill(" ");
    await review(page);
    await page.getByText("Correct 1 field.").waitFor();
    expect(await page.getByLabel("Law").getAttribute("aria-invalid")).to.equal("true");
    expect(requests.filter((one) => one.startsWith("POST"))).to.deep.equal([]);
  });

  it("an agreement is proposed, names its party, and is in force once the party has signed", async () => {
    const { page } = await enter("customs");
    await page.getByRole("link", { name: "Cooperation" }).click();
    await page.getByRole("link", { name: "Propose an agreement" }).click();
    await page.getByLabel("May ask, or be asked").selectOption("Asks and is asked");
    await page.getByRole("group", { name: "Measures" }).getByLabel("Evidence").check();
    await page.getByLabel("Notice of a denunciation (days)").fill("90");
    await page.getByLabel("Title").fill("A working arrangement");
    await page.getByRole("button", { name: "Add Legal bases" }).click();
    await page.getByLabel("Legal bases 1").fill("Convention, Article 2");
    await page.getByRole("group", { name: "Purposes" }).getByLabel("Analysis").check();
    await page.getByLabel("Scope").fill("Machine parts");
    await review(page);
    await sign(page);
    await choose(page, "Name a party");
    await page.getByLabel("To (required)").selectOption({ label: "Test foreign (CH)" });
    await page.getByLabel("May ask, or be asked").selectOption("Is asked");
    await review(page);
    await sign(page);
    const row = page.getByRole("row").filter({ hasText: "Test foreign" });
    await row.getByText("Not signed yet").waitFor();

    const other = (await enter("foreign")).page;
    await other.getByRole("link", { name: "Cooperation" }).click();
    await other.getByRole("link", { name: "A working arrangement" }).click();
    await choose(other, "Sign the terms");
    await review(other);
    await sign(other);
    await state(other, "In force");
    await row.getByText("Signed", { exact: true }).waitFor();
  });

  it("an act that is not possible has its reason in words, on the page of the matter and before it is recorded", async () => {
    const matter = await agree();
    const { page, visit } = await enter("customs");
    await visit(`/cooperation/${matter}`);
    await page.getByText(/acts are not possible now, for these reasons/).click();
    const reasons = page.locator(".refusals");
    await reasons.getByText("The state is “In force”; this act needs one of: Proposed.").first().waitFor();

    await visit(`/cooperation/${matter}/record/Resume`);
    await page.getByText("The ledger would not record this act now.").waitFor();
    await review(page);
    await page.getByText("The rules do not allow this act now:").waitFor();
    await page.getByText("The state is “In force”; this act needs one of: Suspended.").waitFor();
    expect(await page.getByRole("button", { name: "Sign and record" }).isDisabled()).to.equal(true);
  });

  it("an overdue request comes first, and says for whom it waits", async () => {
    const agreement = await agree();
    const ask = { ...REQUEST_FORM, subject: "An overdue question" };
    const { matter } = await record("customs", {
      ...{
        kind: "Ask",
        counterparty: idOf("foreign"),
        refersTo: agreement,
        period: 1,
        code: "information",
        record: ask,
      },
    });
    await record("foreign", { kind: "Receive", matter });
    await record("foreign", { kind: "Accept", matter });
    const { page } = await enter("customs");
    await page.getByRole("link", { name: "Cooperation" }).click();
    const first = page.getByRole("article").first();
    await first.getByText("An overdue question").waitFor();
    await first.getByText("Overdue", { exact: true }).waitFor();
    expect(await first.innerText()).to.match(/Waits for Test foreign/);
  });

  it("the page is offered to authorities, and to others once something concerns them", async () => {
    const { page } = await enter("carrier");
    expect(await page.getByRole("link", { name: "Cooperation" }).count()).to.equal(0);
    const matter = await agree();
    const until = Math.floor(Date.now() / 1000) + DAY;
    await record("customs", {
      ...{ kind: "Offer", matter, counterparty: idOf("carrier"), until, code: "rightOfAccused" },
      record: { subject: "Access to the file", purpose: "oversight", content: { page: "1" } },
    });
    await page.reload();
    await page.getByRole("link", { name: "Cooperation" }).click();
    await page.getByRole("list", { name: "Handovers, seals and exhibits" }).getByText("Right of the accused").waitFor();
  });

  it("the pages fit four screen widths and meet the accessibility rules, light and dark", async () => {
    const agreement = await agree(LONG);
    const { matter } = await record("customs", {
      ...{ kind: "Ask", counterparty: idOf("foreign"), refersTo: agreement, period: 30 * DAY, code: "information" },
      record: { ...REQUEST_FORM, subject: LONG, facts: LONG, persons: [LONG] },
    });
    await record("foreign", { kind: "Receive", matter });
    await record("foreign", { kind: "Accept", matter });
    const until = Math.floor(Date.now() / 1000) + DAY;
    const { act } = await record("foreign", {
      ...{
        kind: "Offer",
        matter,
        counterparty: idOf("customs"),
        until,
        code: "request",
        codes: ["courtUse", "onward"],
      },
      record: { subject: LONG, purpose: "oversight", content: { [LONG]: LONG } },
    });
    const desk = await enter("foreign");
    const { page, visit } = desk;
    await visit("/cooperation");
    await page.getByRole("list", { name: "Agreements" }).getByRole("article").first().waitFor();
    await requireFit(desk, { name: "cooperation", wide: WIDE });
    for (const [name, path] of [
      ["agreement", `/cooperation/${agreement}`],
      ["request", `/cooperation/${matter}`],
      ["handover", `/cooperation/${matter}/handovers/${act}`],
    ] as const) {
      await visit(path);
      await page.locator(".act-row").first().waitFor();
      await page.locator(".possible summary").click();
      await requireFit(desk, { name: `cooperation-${name}`, wide: WIDE });
    }
  });

  it("the forms and the review fit four screen widths and meet the accessibility rules, light and dark", async () => {
    const agreement = await agree();
    const desk = await enter("customs");
    const { page, visit } = desk;
    for (const [name, path] of [
      ["propose", "/cooperation/new/Propose"],
      ["ask", `/cooperation/${agreement}/record/Ask`],
      ["offer", `/cooperation/${agreement}/record/Offer`],
    ] as const) {
      await visit(path);
      await review(page);
      await page.getByText(/^Correct \d+ fields\.$/).waitFor();
      await requireFit(desk, { name: `cooperation-${name}`, wide: "form .members" });
    }
    await visit(`/cooperation/${agreement}/record/Suspend`);
    await page.getByLabel("Reasons").fill(LONG);
    await review(page);
    await page.getByText("The rules allow this act now.").waitFor();
    await page.getByText("Fields of the act on the ledger (JSON)").first().click();
    await requireFit(desk, { name: "cooperation-review", wide: WIDE });
  });
});
