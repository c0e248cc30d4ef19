import { expect } from "chai";
import type { Browser } from "playwright-core";
import { REQUEST_FORM, TERMS } from "../support/cooperation-records.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";
import { requireFit, WIDE } from "./require-fit.ts";

const WAIT = { prefer: "wait=20" };
const MEASURE = { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" };
const DAY = 86_400;

describe("Clocks at the console", () => {
  let stack: Stack;
  let browser: Browser;
  const consoles: OpenConsole[] = [];

  before(async () => {
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
  });
  after(async () => {
    for (const desk of consoles) await desk.close();
    await browser.close();
    await stack.stop();
  });

  const idOf = (alias: string) => stack.participants[alias]?.id ?? 0;
  async function post(alias: string, path: string, body: object) {
    const answer = await gatewayClient(stack.gateway.url, stack.participants[alias]?.token ?? "").post(
      path,
      body,
      WAIT,
    );
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return answer.body;
  }
  async function enter(alias: string): Promise<OpenConsole> {
    const desk = await openConsole(browser, stack);
    consoles.push(desk);
    await desk.enter(alias);
    return desk;
  }

  it("a Hold names its statute by id in the form, and its clocks stand beside the case, on their page, and for nobody else", async () => {
    const { id } = await post("trader", "/v1/shipments", {
      identifier: "urn:portolan:ucr:6NL7002",
      payload: { "portolan:place": "BRSSZ", "portolan:itinerary": ["NLRTM"] },
    });
    const customs = await enter("customs");
    const { page } = customs;
    await customs.visit(`/shipments/${id}/record/Hold`);
    const profile = page.getByLabel("Profile of the clocks");
    await page.locator("#profiles option").first().waitFor({ state: "attached" });
    expect(await page.locator("#profiles option").count()).to.equal(8);
    await profile.fill("us-law");
    await page.getByLabel("Legal basis").fill("UCC Art. 198");
    await page.getByLabel("Reason").fill("Documents are missing");
    await page.getByLabel("Officer").fill("NL/1");
    await page.getByRole("button", { name: "Review and sign" }).click();
    await page.getByText("This gateway knows no profile us-law.").waitFor();
    await profile.fill("us-cafra");
    await page.getByRole("button", { name: "Review and sign" }).click();
    await page.getByRole("button", { name: "Sign and record" }).click();
    await page.getByText("The entry is on the ledger.").waitFor();

    const list = await gatewayClient(stack.gateway.url, stack.participants["customs"]?.token ?? "").get(
      `/v1/shipments/${id}/cases`,
    );
    const hold = list.body.items[0].hold;
    await post("customs", "/v1/entries", { kind: "Seize", shipment: id, refersTo: hold, payload: MEASURE });
    const codes = ["information"];
    const terms = { kind: "Propose", period: 90 * DAY, code: "both", codes, record: TERMS };
    const { matter } = await post("customs", "/v1/acts", terms);
    await post("customs", "/v1/acts", { kind: "Name", matter, counterparty: idOf("foreign"), code: "both" });
    await post("foreign", "/v1/acts", { kind: "Sign", matter });
    await post("customs", "/v1/acts", {
      ...{ kind: "Ask", refersTo: matter, counterparty: idOf("foreign"), period: 30 * DAY, code: "information" },
      record: REQUEST_FORM,
    });

    await customs.visit(`/shipments/${id}`);
    const ofCase = page.getByRole("region", { name: "Clocks of the case" });
    await ofCase.getByText("send the notice of seizure").first().waitFor();
    await ofCase.getByText("Reading a statute is not legal advice.").first().waitFor();
    await ofCase.getByText("Unsigned", { exact: true }).waitFor();
    await requireFit(customs, { name: "case-clocks", wide: undefined });

    await customs.visit("/clocks");
    const rows = page.getByRole("article");
    await rows.nth(1).waitFor();
    expect(await rows.locator("strong:first-child").allInnerTexts()).to.include.members([
      "receive and answer the request",
      "send the notice of seizure",
    ]);
    await rows.nth(1).getByText("Why, and what follows").click();
    await rows.nth(1).getByText("The goods must be returned.").waitFor();
    await requireFit(customs, { name: "clocks", wide: WIDE });
    await page.getByLabel("Only what waits for you").check();
    await page.getByText("receive and answer the request").waitFor({ state: "detached" });
    expect(await rows.count()).to.equal(1);

    const carrier = await enter("carrier");
    await carrier.visit("/clocks");
    await carrier.page.getByText("No clock is open.").waitFor();
  });
});
