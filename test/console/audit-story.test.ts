import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { formatVerifierKey } from "../../src/domain/checkpoint/verifier-key.ts";
import type { Hex } from "../../src/domain/entry.ts";
import type { RunningGateway } from "../../src/start/start-gateway.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { openBrowser } from "../support/browser.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { serveWitness, type ServedWitness } from "../support/serve-witness.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { witnessKey } from "../support/test-witness.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

const WAIT = { prefer: "wait=20" };

describe("An audit at the console", () => {
  /** The last witness never runs. */
  const KEYS = ["customs.example/w1", "trade.example/w1", "port.example/w1"].map(witnessKey);
  let folder: string;
  let stack: Stack;
  let rpc: JsonRpcClient;
  let served: ServedWitness[];
  let gateway: RunningGateway;
  let browser: Browser;
  let desk: OpenConsole;
  let page: Page;
  let witnesses: object;
  let shipment: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-auditor-"));
    [stack, browser] = await Promise.all([startStack(), openBrowser()]);
    await stack.gateway.stop();
    rpc = new JsonRpcClient({ peer: "Chain", url: stack.node.url });
    const ledger = stack.config.contracts?.ledger as Hex;
    served = await Promise.all(KEYS.slice(0, 2).map((key) => serveWitness(rpc, ledger, key)));
    const urls = [...served.map(({ server }) => server.url), "http://127.0.0.1:9"];
    witnesses = {
      witnesses: KEYS.map(({ verifier }, index) => ({ key: formatVerifierKey(verifier), url: urls[index] ?? "" })),
      groups: [{ name: "most", threshold: 2, members: KEYS.map(({ verifier }) => verifier.name) }],
      quorum: "most",
    };
    const witnessPolicy = join(folder, "witnesses.json");
    await writeFile(witnessPolicy, JSON.stringify(witnesses));
    gateway = await startTestGateway({ ...stack.config, witnessPolicy });
    shipment = await recordHistory();
    desk = await openConsole(browser, { gateway, participants: stack.participants }, { acceptDownloads: true });
    page = desk.page;
    await desk.enter("auditor");
  });
  after(async () => {
    await desk.close();
    await browser.close();
    await gateway.stop();
    for (const each of served) await each.close();
    await rpc.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A shipment of two entries, and an entry that the ledger refused because another came first. */
  async function recordHistory(): Promise<string> {
    const trader = gatewayClient(gateway.url, stack.participants["trader"]?.token ?? "");
    const { body: opened } = await trader.post("/v1/shipments", { identifier: "HLBU2080000", payload: {} }, WAIT);
    const report = { kind: "Report", shipment: opened.id, payload: { note: "weighed" } };
    const { body } = await trader.post("/v1/entries/prepare", report);
    await trader.post("/v1/entries", report, WAIT);
    const key = { ...WAIT, "idempotency-key": String(body.hash) };
    const { status } = await trader.post("/v1/entries/prepared", { prepared: body.prepared }, key);
    expect(status).to.equal(409);
    return opened.id as string;
  }

  const region = (name: string) => page.getByRole("region", { name });

  it("the chain page shows the witnesses and their last signed block", async () => {
    await desk.visit("/chain");
    await page.getByText("up to date with the node").waitFor();
    const vouching = region("Witnesses and the last audit");
    await vouching.locator(".check-line.holds").nth(1).waitFor();
    await vouching.getByText("enough witnesses", { exact: true }).waitFor();
    await vouching.getByText("most: 2 signed, 2 needed").waitFor();
    await vouching.getByText("port.example/w1: has not signed this block.").waitFor();
    await vouching.getByText(/^block \d+ /).waitFor();
  });

  it("the chain page shows refused entries with their reasons", async () => {
    const reason = region("Refusals by reason").getByRole("link", {
      name: "ShipmentLedgerStale",
    });
    await reason.waitFor();
    expect(await reason.getAttribute("href")).to.equal("/problems/ShipmentLedgerStale");
  });

  it("the browser verifies a sample of entries", async () => {
    await page.getByRole("button", { name: "Verify a sample" }).click();
    await region("Verify a sample in this browser").getByText("All 2 entries are valid.").waitFor();
  });

  it("a shipment's page shows an auditor only ledger facts", async () => {
    await region("Newest entries").getByRole("link").first().click();
    await page.getByText("Ledger facts only").waitFor();
    await page.locator(".entries summary").last().click();
    const checks = region("Verified in this browser");
    await checks.locator(".check-line.holds").nth(2).waitFor();
    await checks.getByText("No payload is available to compare").waitFor();
  });

  it("downloaded evidence is proved by the witnesses that the auditor trusts", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("article").locator("header").getByRole("link", { name: "Download evidence" }).click();
    const evidence = await readFile(await (await download).path());
    await desk.visit("/verify");
    const file = { name: "audit.evidence.json", mimeType: "application/json", buffer: evidence };
    await page.getByLabel("Choose a file, or drop it here").setInputFiles(file);
    await page.locator(".verdict.undecided").waitFor();
    await page.getByText("Trusted facts", { exact: true }).click();
    await page.getByLabel("Address of the consortium’s ledger").fill(stack.config.contracts?.ledger ?? "");
    const policy = { chainId: stack.node.chainId, witnesses };
    const buffer = Buffer.from(JSON.stringify(policy));
    await page
      .getByLabel("Policy file with validators or witnesses")
      .setInputFiles({ name: "policy.json", mimeType: "application/json", buffer });
    await page.locator(".verdict.proved").waitFor();
    await page.getByText(shipment).first().waitFor();
  });
});
