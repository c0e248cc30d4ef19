import { expect } from "chai";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { verifyEvidence } from "../../src/audit/evidence/verify-evidence.ts";
import { formatCheckpoint, parseCheckpoint } from "../../src/domain/checkpoint/checkpoint.ts";
import { cosign } from "../../src/domain/checkpoint/cosignature.ts";
import { formatNote } from "../../src/domain/checkpoint/signed-note.ts";
import { formatVerifierKey } from "../../src/domain/checkpoint/verifier-key.ts";
import type { CheckpointView, CosignedView } from "../../src/api/checkpoint.ts";
import type { EntryDetail, EntryView } from "../../src/api/entry.ts";
import type { Page as ListPage } from "../../src/api/page.ts";
import { recoverAddress } from "../../src/keys/recover-address.ts";
import { startJourney, type Journey } from "../audit/evidence/journey.ts";
import { openBrowser } from "../support/browser.ts";
import { witnessKey } from "../support/test-witness.ts";
import { openConsole, type OpenConsole } from "./open-console.ts";

describe("The console's own verification", () => {
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
    open = await openConsole(browser, journey.stack, { acceptDownloads: true });
    ({ page } = open);
  });
  afterEach(() => open.close());

  /** Falsifies a gateway's answers to a path on their way to the browser. */
  const falsify = <Answer>(path: RegExp, change: (answer: Answer) => Answer) =>
    page.route(path, async (route) => {
      // Playwright's request lacks the header that marks a page of this server, without which no session is valid.
      const headers = { ...route.request().headers(), "sec-fetch-site": "same-origin" };
      const response = await route.fetch({ headers });
      await route.fulfill({ response, json: change((await response.json()) as Answer) });
    });

  describe("The verification of an entry", () => {
    const openEntry = async (name: string, index = 0) => {
      await open.enter(name);
      await open.visit(`/shipments/${journey.shipment}`);
      const entry = page.locator(".entries details").nth(index);
      await entry.locator("summary").click();
      return entry.getByRole("region", { name: "Verified in this browser" });
    };
    const ENTRY = /\/v1\/entries\/0x[0-9a-f]{64}$/;

    it("an entry's digest, signer, link and payload are verified", async () => {
      const checks = await openEntry("trader", 1);
      await checks.locator(".check-line.holds").nth(3).waitFor();
      expect(await checks.getByRole("listitem").count()).to.equal(4);
      const { address } = journey.stack.participants["trader"]?.key ?? {};
      expect(await checks.getByTitle(address ?? "").count()).to.equal(1);
    });

    it("a reader of ledger facts sees that the payload is withheld", async () => {
      const checks = await openEntry("auditor");
      await checks.getByText("No payload is available to compare").waitFor();
      expect(await checks.locator(".check-line.holds").count()).to.equal(3);
    });

    it("a field that the gateway changed is shown as a fault", async () => {
      await falsify<EntryDetail>(ENTRY, (entry) => ({ ...entry, occurredAt: entry.occurredAt - 3_600 }));
      const checks = await openEntry("trader");
      await checks.getByText("The hash does not match the fields").waitFor();
      await checks.getByText("The signature does not belong to a key of Test trader").waitFor();
    });

    it("a payload that the gateway changed is shown as a fault", async () => {
      await falsify<EntryDetail>(ENTRY, (entry) => ({ ...entry, body: { ...entry.body, bizStep: "shipping" } }));
      const checks = await openEntry("trader");
      await checks.getByText("The payload does not match its author’s commitment").waitFor();
      expect(await checks.locator(".check-line.holds").count()).to.equal(3);
    });

    it("evidence contains only the chosen fields of payloads", async () => {
      await openEntry("trader");
      const handOn = page.getByRole("region", { name: "Evidence" });
      await handOn.getByRole("checkbox").first().waitFor();
      for (const field of await handOn.getByRole("checkbox").all()) await field.uncheck();
      await handOn.getByText("Choose at least one field").waitFor();
      await handOn.getByRole("checkbox", { name: "bizStep" }).check();
      const download = page.waitForEvent("download");
      await handOn.getByRole("link", { name: "Download evidence" }).click();
      const { history } = verifyEvidence(await readFile(await (await download).path(), "utf8"), {}, recoverAddress);
      expect(history?.entries[0]?.payload).to.deep.equal({ bizStep: "commissioning" });
    });
  });

  describe("The verification of a sample of entries", () => {
    const sample = async (name: string) => {
      await open.enter(name);
      await open.visit("/chain");
      await page.getByRole("button", { name: "Verify a sample" }).click();
      return page.getByRole("region", { name: "Verify a sample in this browser" });
    };
    const LIST = /\/v1\/entries\?/;

    it("a sample of unchanged entries is valid", async () => {
      const result = await sample("auditor");
      await result.getByText(/^All \d+ entries are valid\.$/).waitFor();
    });

    it("a changed entry in a sample is named", async () => {
      let planted: EntryView | undefined;
      await falsify<ListPage<EntryView>>(LIST, (list) => {
        planted ??= list.items.find(({ kind }) => kind === "Hold");
        const items = list.items.map((entry) =>
          entry.hash === planted?.hash ? { ...entry, occurredAt: entry.occurredAt + 1 } : entry,
        );
        return { ...list, items };
      });
      const result = (await sample("auditor")).getByRole("alert");
      await result.waitFor();
      expect(await result.locator(".check-line.fails").count()).to.equal(1);
      expect(await result.getByTitle(planted?.hash ?? "").count()).to.equal(1);
      await result.getByText("its hash does not match its fields; no key of its author signed it").waitFor();
    });

    it("the entries around a missing one in a sample are named", async () => {
      await falsify<ListPage<EntryView>>(LIST, (list) => ({
        ...list,
        items: list.items.map((entry) => (entry.kind === "Hold" ? { ...entry, sequence: entry.sequence + 1 } : entry)),
      }));
      const result = (await sample("auditor")).getByRole("alert");
      await result.getByText("it does not name the previous entry").waitFor();
      expect(await result.locator(".check-line.fails").count()).to.equal(1);
    });
  });

  describe("The verification of witnesses", () => {
    const key = witnessKey("port.example/w1");
    const at = Math.floor(Date.now() / 1000) - 120;

    /** A checkpoint of the stack's chain, cosigned by a witness. */
    async function cosigned(): Promise<CheckpointView & { cosigned: CosignedView }> {
      const answer = await fetch(`${journey.stack.gateway.url}/v1/checkpoint`);
      const checkpoint = (await answer.json()) as CheckpointView;
      const { origin, followed } = checkpoint;
      const { chainId, ledger } = parseCheckpoint(`${origin}\n1\n${"A".repeat(43)}=\n`);
      const text = formatCheckpoint({ chainId, ledger, height: followed.height, hash: followed.hash });
      const witnesses = [{ name: key.verifier.name, key: formatVerifierKey(key.verifier), cosignedAt: at }];
      const note = formatNote({ text, signatures: [cosign(text, key, at)] });
      const { height, hash } = followed;
      const policy = { enough: true, groups: [], quorum: key.verifier.name };
      return { ...checkpoint, cosigned: { height, hash, note, witnesses, ...policy } };
    }
    const witnesses = async () => {
      await open.enter("auditor");
      await open.visit("/chain");
      return page.getByRole("region", { name: "Witnesses and the last audit" });
    };

    it("the page shows that no witness has signed", async () => {
      await (await witnesses()).getByText("No witness has signed a checkpoint of this chain here").waitFor();
    });

    it("a witness's signature of the block is verified under its key", async () => {
      const answer = await cosigned();
      await falsify(/\/v1\/checkpoint$/, () => answer);
      const line = (await witnesses()).locator(".check-line.holds");
      await line.getByText("the signature is valid").waitFor();
    });

    it("a block other than the one that the witness signed is shown as a fault", async () => {
      const answer = await cosigned();
      await falsify(/\/v1\/checkpoint$/, () => ({
        ...answer,
        cosigned: { ...answer.cosigned, height: answer.cosigned.height - 1 },
      }));
      await (await witnesses()).getByText("the signature is invalid").waitFor();
    });
  });
});
