import { expect } from "chai";
import { readChain } from "../../../src/gateway/read/read-chain.ts";
import { readCheckpoint } from "../../../src/store/chain/checkpoint.ts";
import { pinChain } from "../../../src/store/chain/pinned-chain.ts";
import { errorOf } from "../../support/error-of.ts";
import { HOUR, SeededLedger } from "../../support/seeded-ledger.ts";

const CHAIN = {
  chainId: 7,
  genesis: `0x${"aa".repeat(32)}`,
  ledger: `0x${"11".repeat(20)}`,
  consortium: `0x${"22".repeat(20)}`,
} as const;

describe("Reading the chain", () => {
  let ledger: SeededLedger;
  beforeEach(async () => {
    ledger = await SeededLedger.open();
  });
  afterEach(() => ledger.close());

  it("the chain cannot be read before the first block is followed", async () => {
    await pinChain(ledger.db, CHAIN);
    expect((await errorOf(() => readChain(ledger.reading))).code).to.equal("GatewayNotReady");
  });

  it("the chain names its ledger and the last followed block", async () => {
    await pinChain(ledger.db, CHAIN);
    await ledger.consign(ledger.enrol("Trader", "trader"), "CSQU3054383");
    const { chain, checkpoint } = await readChain(ledger.reading);
    expect(chain).to.deep.equal(CHAIN);
    expect(checkpoint).to.deep.equal(await readCheckpoint(ledger.db));
  });

  it("activity counts the entries of the last hour by minute", async () => {
    await pinChain(ledger.db, CHAIN);
    const trader = ledger.enrol("Trader", "trader");
    const shipment = await ledger.consign(trader, "CSQU3054383");
    ledger.now += 3 * HOUR;
    await ledger.record(trader, "Report", shipment);
    const { activity } = await readChain(ledger.reading);
    expect(activity).to.deep.equal([{ minute: Math.floor(ledger.now / 60), entries: 1 }]);
  });
});
