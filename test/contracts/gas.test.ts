import { expect } from "chai";
import { id } from "ethers";
import type { EntryHash, Hex, SignedEntry } from "../../src/domain/entry.ts";
import {
  enrol,
  entryHash,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";

const BATCH = 100;

describe("Gas of recordBatch, for 100 entries with signatures of 64 bytes", () => {
  let chain: TestChain;
  let authors: TestParticipant[];
  let heads: EntryHash[];

  before(async () => {
    chain = await startChain();
    authors = [];
    for (let i = 0; i < 10; i++) authors.push(await enrol(chain, "carrier"));
  });

  after(() => chain.connection.close());

  async function gasOf(batch: SignedEntry[]): Promise<number> {
    const receipt = await (await chain.ledger.recordBatch(batch)).wait();
    const recorded = receipt?.logs.filter((log) => "eventName" in log && log.eventName === "EntryRecorded");
    expect(recorded).to.have.length(batch.length);
    return Number(receipt?.gasUsed) / batch.length;
  }

  function authorOf(index: number): TestParticipant {
    const author = authors[index % authors.length];
    if (author === undefined) throw new Error("There are no authors.");
    return author;
  }

  it("an entry that opens a shipment costs at most 60,000 gas", async () => {
    const batch = await Promise.all(
      Array.from({ length: BATCH }, (_, i) => {
        const entry = entryOf("Consign", {
          shipment: shipmentId(`gas ${i}`),
          author: authorOf(i).id,
          commitment: id(`consign ${i}`) as Hex,
        });
        return sign(chain, authorOf(i), entry);
      }),
    );
    heads = await Promise.all(batch.map(({ entry }) => entryHash(chain, entry)));

    const gas = await gasOf(batch);
    expect(gas).to.be.at.most(60_000);
  });

  it("an entry on an existing shipment costs at most 27,000 gas", async () => {
    const batch = await Promise.all(
      heads.map((previous, i) => {
        const entry = entryOf("Report", {
          shipment: shipmentId(`gas ${i}`),
          previous,
          author: authorOf(i + 1).id,
          commitment: id(`report ${i}`) as Hex,
        });
        return sign(chain, authorOf(i + 1), entry);
      }),
    );

    const gas = await gasOf(batch);
    expect(gas).to.be.at.most(27_000);
  });
});
