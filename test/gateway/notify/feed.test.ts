import { expect } from "chai";

import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { Feed } from "../../../src/gateway/notify/feed.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";

const NEVER_POLLS = 3_600_000;

describe("Feed", () => {
  let ledger: SeededLedger, trader: Caller, rival: Caller, shipment: ShipmentId;
  const stop = () => new AbortController();

  beforeEach(async () => {
    ledger = await SeededLedger.open();
    trader = ledger.enrol("Trader", "trader");
    rival = ledger.enrol("Rival", "trader");
    shipment = await ledger.consign(trader, "CSQU3054383");
  });
  afterEach(() => ledger.close());

  /** The first `count` entries of the feed. */
  async function take(feed: Feed, caller: Caller, after: number | undefined, count: number) {
    const stopping = stop();
    const told: { hash: EntryHash; position: number }[] = [];
    for await (const page of feed.follow(caller, after, stopping.signal)) {
      told.push(...page.entries);
      if (told.length >= count) stopping.abort();
    }
    return told;
  }

  it("a feed yields an entry as soon as this process has stored it", async () => {
    const feed = new Feed(ledger.reading, ledger, NEVER_POLLS);
    const told = take(feed, trader, await feed.end(), 2);
    const hashes = [await ledger.record(trader, "Report", shipment), await ledger.record(trader, "Report", shipment)];
    expect((await told).map(({ hash }) => hash)).to.deep.equal(hashes);
    feed.close();
  });

  it("a feed yields entries that another process stored in the same database", async () => {
    const feed = new Feed(ledger.reading, { onApplied: () => () => undefined }, 20);
    const told = take(feed, trader, await feed.end(), 1);
    const hash = await ledger.record(trader, "Report", shipment);
    expect((await told)[0]?.hash).to.equal(hash);
    feed.close();
  });

  it("a feed resumes after the position given", async () => {
    const feed = new Feed(ledger.reading, ledger, NEVER_POLLS);
    const [first] = await take(feed, trader, 0, 1);
    const hash = await ledger.record(trader, "Report", shipment);
    expect((await take(feed, trader, first?.position, 1)).map((entry) => entry.hash)).to.deep.equal([hash]);
    feed.close();
  });

  it("a feed yields no entry that the caller may not read", async () => {
    const feed = new Feed(ledger.reading, ledger, NEVER_POLLS);
    await ledger.record(trader, "Report", shipment);
    const own = await ledger.consign(rival, "HLBU2080000");
    const told = await take(feed, rival, 0, 1);
    expect(told).to.have.length(1);
    expect(told[0]).to.deep.include({ shipment: own });
    feed.close();
  });

  it("one query serves a hundred readers of a feed", async () => {
    const feed = new Feed(ledger.reading, ledger, NEVER_POLLS);
    const end = await feed.end();
    const pages: unknown[] = [];
    const readers = Array.from({ length: 100 }, async () => {
      const stopping = stop();
      for await (const page of feed.follow(trader, end, stopping.signal)) {
        pages.push(page);
        stopping.abort();
      }
    });
    await ledger.record(trader, "Report", shipment);
    await Promise.all(readers);
    expect(pages).to.have.length(100);
    expect(new Set(pages).size).to.equal(1);
    feed.close();
  });

  it("a closed feed ends", async () => {
    const feed = new Feed(ledger.reading, ledger, NEVER_POLLS);
    const told = take(feed, trader, undefined, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    feed.close();
    expect(await told).to.deep.equal([]);
  });
});
