import { expect } from "chai";
import { withBoundedRange } from "../../src/node/log-range.ts";

describe("The range of eth_getLogs on a chain of 20,000 blocks", () => {
  const HEIGHT = 20_000;
  const hex = (height: number): string => `0x${height.toString(16)}`;
  const refused = (filter: unknown): boolean => {
    try {
      expect(withBoundedRange([filter], HEIGHT)).to.deep.equal([filter]);
      return false;
    } catch (error) {
      expect(error).to.include({ code: -32005 });
      return true;
    }
  };

  for (const filter of [
    {},
    { fromBlock: "latest" },
    { fromBlock: "earliest", toBlock: hex(4_999) },
    { fromBlock: hex(15_001), toBlock: "latest" },
    { fromBlock: hex(15_001), toBlock: "0xffffffffff" },
    { blockHash: `0x${"11".repeat(32)}`, fromBlock: "earliest" },
  ]) {
    it(`a range of at most 5,000 blocks is accepted: ${JSON.stringify(filter)}`, () => {
      expect(refused(filter)).to.equal(false);
    });
  }

  for (const filter of [
    { fromBlock: "earliest" },
    { fromBlock: "0x0", toBlock: hex(5_000) },
    { fromBlock: hex(15_000) },
    { fromBlock: hex(15_000), toBlock: "pending" },
    { blockHash: null, fromBlock: "earliest" },
  ]) {
    it(`a range of more than 5,000 blocks is refused: ${JSON.stringify(filter)}`, () => {
      expect(refused(filter)).to.equal(true);
    });
  }
});
