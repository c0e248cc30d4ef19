import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { runCommand } from "../cli/run-command.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";
import { requireFit, WIDE } from "./require-fit.ts";

const WAIT = { prefer: "wait=20" };
const MEASURE = { "portolan:legalBasis": "UCC Art. 198", "portolan:reason": "Documents", "portolan:officer": "NL/1" };
const LONG = "CONSIGNMENT-".repeat(16);

describe("A case at the console and the command line", () => {
  let stack: Stack;
  let browser: Browser;
  let folder: string;
  let shipment: string;
  let hold: string;
  const consoles: OpenConsole[] = [];

  before(async () => {
    [stack, browser, folder] = await Promise.all([
      startStack(),
      openBrowser(),
      mkdtemp(join(tmpdir(), "portolan-case-")),
    ]);
    const post = async (alias: string, path: string, body: object) => {
      const client = gatewayClient(stack.gateway.url, stack.participants[alias]?.token ?? "");
      const answer = await client.post(path, body, WAIT);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
      return answer.body;
    };
    const payload = { "portolan:place": "NLRTM" };
    shipment = (await post("trader", "/v1/shipments", { identifier: "CSQU3054383", payload })).id;
    hold = (await post("customs", "/v1/entries", { kind: "Hold", shipment, payload: MEASURE })).hash;
    const about = { shipment, refersTo: hold };
    const charge = {
      "portolan:facts": `False origin ${LONG}`,
      "portolan:legalBasis": "UCC Art. 61",
      "portolan:officer": "NL/1",
    };
    await post("customs", "/v1/entries", { kind: "Charge", ...about, payload: charge });
    const notice = {
      "portolan:servedAt": new Date(Date.now() - 60_000).toISOString(),
      "portolan:servedHow": "By hand",
      "portolan:respondBy": new Date(Date.now() + 40 * 86_400_000).toISOString(),
      "portolan:respondTo": "Customs office, Rotterdam",
      "portolan:measure": "The container is held at Rotterdam",
      "portolan:reason": "The origin is in doubt",
      "portolan:legalBasis": "UCC Art. 22(6)",
      "portolan:rights": "Answer in writing, or ask to be heard",
      "portolan:language": "en",
    };
    const counterparty = stack.participants["trader"]?.id;
    await post("customs", "/v1/entries", { kind: "Notice", ...about, counterparty, payload: notice });
    for (const alias of ["trader", "customs", "barge"])
      await writeFile(join(folder, alias), stack.participants[alias]?.token ?? "", { mode: 0o600 });
  });
  after(async () => {
    await browser.close();
    await stack.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    for (const desk of consoles.splice(0)) await desk.close();
  });

  async function enter(alias: string): Promise<OpenConsole> {
    const desk = await openConsole(browser, stack);
    consoles.push(desk);
    await desk.enter(alias);
    return desk;
  }

  const run = (alias: string, ...words: string[]) =>
    runCommand(...words, "--url", stack.gateway.url, "--api-key-file", join(folder, alias));

  it("the subject of a case reads what is alleged and what it may do, and contests from its page", async () => {
    const desk = await enter("trader");
    const { page, visit } = desk;
    await visit("/cases");
    await page.getByRole("link", { name: /^Case about/ }).waitFor();
    await requireFit(desk, { name: "cases", wide: WIDE });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole("link", { name: /^Case about/ }).click();
    await page.getByText("You are a subject of the case").waitFor();
    const alleged = page.getByRole("region", { name: "What is alleged" });
    await alleged.getByText("UCC Art. 61").waitFor();
    await alleged.getByText("Customs office, Rotterdam").waitFor();
    await page.getByText("You may read every payload of this case.").waitFor();
    expect(await page.getByText(/offender/i).count()).to.equal(0);
    await requireFit(desk, { name: "case", wide: WIDE });
    await page.setViewportSize({ width: 1280, height: 900 });
    const now = page.getByRole("region", { name: "What you can do now" });
    await now.getByRole("link", { name: "Waive my hearing" }).waitFor();
    await now.getByRole("link", { name: "Contest", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Contest" }).waitFor();
    expect(page.url()).to.include(`/record/Contest/${hold}`);
  });

  it("the page of a shipment leads to its case and shows charge, parties and protected time", async () => {
    const { page, visit } = await enter("trader");
    await visit(`/shipments/${shipment}`);
    const cases = page.locator("section", { has: page.locator("#cases") });
    await cases.getByText("Nothing is forfeited before").waitFor();
    await cases.getByText("notice recorded").waitFor();
    await cases.getByRole("link", { name: "Open the case" }).click();
    await page.getByRole("heading", { level: 2, name: "What happened" }).waitFor();
  });

  it("the agency sees its own acts at the case, and for a stranger it does not exist", async () => {
    const { page, visit } = await enter("customs");
    await visit(`/cases/${hold}`);
    await page.getByText("You are the agency of the case.").waitFor();
    const now = page.getByRole("region", { name: "What you can do now" });
    await now.getByRole("link", { name: /Release/ }).waitFor();
    const other = await enter("barge");
    await other.visit(`/cases/${hold}`);
    await other.page.getByText(/is visible to you/).waitFor();
  });

  it("the command line lists and tells a case, with the command of each act; for a stranger there is none", async () => {
    expect((await run("trader", "case", "list", "--open")).out).to.include(hold);
    const shown = (await run("trader", "case", "show", hold)).out;
    expect(shown).to.include("What you can do now").and.include("recorded that it served notice on");
    expect(shown).to.include(`portolan entry post --kind Contest --shipment ${shipment} --refers-to ${hold}`);
    expect((await run("barge", "case", "list")).out).to.equal("No case concerns you.\n");
    const refused = await run("barge", "case", "show", hold);
    expect(refused.status).to.not.equal(0);
    expect(refused.err).to.include("is visible to you");
  });
});
