import { expect } from "chai";
import { concat, keccak256 } from "ethers";
import type { Evidence } from "../../../src/audit/evidence/evidence.ts";
import { makeEvidence } from "../../../src/audit/evidence/make-evidence.ts";
import { renderEvidencePage } from "../../../src/audit/evidence/story/render-evidence-page.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import type { Hex, ShipmentId } from "../../../src/domain/entry.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { blockTime, enrol, record, shipmentId, startChain, type TestChain } from "../../support/chain.ts";
import { entryOf } from "../../support/entry-of.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";
import { chainStory } from "./chain-story.ts";

describe("The page about an evidence file", () => {
  let chain: TestChain;
  let served: ServedChain;
  let shipment: ShipmentId;
  let file: Evidence;

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    const [ledger, consortium] = await Promise.all([chain.ledger.getAddress(), chain.consortium.getAddress()]);
    const trader = await enrol(chain, "trader");
    const password = "0x1234";
    const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(password)]);
    const address = (await wallet.getAddress()).toLowerCase() as Hex;
    await (await chain.consortium.addKey(trader.id, address, 0, (await blockTime(chain)) + 86_400)).wait();
    shipment = shipmentId("told as a story");
    const entry = entryOf("Consign", { shipment, author: trader.id });
    await (await chain.ledger.record({ entry, signature: concat([address, password]) })).wait();
    await record(chain, trader, "Report", { shipment });
    const place = {
      chainId: chain.chainId,
      ledger: ledger.toLowerCase() as Hex,
      consortium: consortium.toLowerCase() as Hex,
    };
    const story = await chainStory(served.rpc, place.ledger, shipment);
    file = await makeEvidence({ ...place, rpc: served.rpc, recover: recoverAddress }, story);
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  function pageOf(evidence: Evidence, isReadable = true): string {
    const text = JSON.stringify(evidence);
    return renderEvidencePage(text, isReadable ? evidence : undefined, verifyEvidence(text, {}, recoverAddress));
  }

  it("the page about evidence shows the id of a shipment whose identifier is not in the file", () => {
    const page = pageOf(file);
    expect(page).to.include(`<h1>Evidence about ${shipment}</h1>`).and.include("not in the file");
  });

  it("the page about evidence marks payloads missing from the file, and signatures of wallet contracts", () => {
    const page = pageOf(file);
    expect(page.split("The payload is not in the file.")).to.have.length(3);
    expect(page.split("(a wallet contract)")).to.have.length(2);
  });

  it("the page about evidence shows the numbers of participants that the file does not name", () => {
    const [{ id }] = file.participants as [Evidence["participants"][number]];
    expect(pageOf({ ...file, participants: [{ id, name: "" }] })).to.include(`participant ${id} (trader, `);
  });

  it("the page about evidence marks the block of an entry without a header as stated by the file", async () => {
    const { entries, headers } = file;
    const [first] = entries as [Evidence["entries"][number]];
    const later = headers.slice(1);
    const page = pageOf({ ...file, headers: later, receipts: await receiptsOf(entries.slice(1)) });
    expect(page.split(`in block ${first.recorded.block} according to the file`)).to.have.length(2);
  });

  /** The receipts of only these entries. */
  async function receiptsOf(entries: Evidence["entries"]): Promise<Evidence["receipts"]> {
    const { ledger, chainId, consortium } = file.chain;
    const story = await chainStory(served.rpc, ledger, shipment);
    const some = story.entries.filter(({ block }) => entries.some(({ recorded }) => recorded.block === block));
    const chainOf = { chainId, ledger, consortium, rpc: served.rpc, recover: recoverAddress };
    return (await makeEvidence(chainOf, { ...story, entries: some })).receipts;
  }

  describe("that is refuted", () => {
    it("the page about refuted evidence shows the problem and the remedy, and no story", () => {
      const page = pageOf({ ...file, headers: [] });
      expect(page).to.include('class="verdict refuted"').and.include(`Evidence about ${shipment}`);
      expect(page).not.to.include('class="story"');
    });

    it("the page about an unreadable file has a general title", () => {
      const page = pageOf({ ...file, version: 2 as never }, false);
      expect(page).to.include('class="verdict unreadable"').and.include("Evidence about a shipment");
    });
  });
});
