import { expect } from "chai";
import { chainDifference, type PinnedChain } from "../../src/domain/pinned-chain.ts";

const PINNED: PinnedChain = { chainId: 1, genesis: "0x01", ledger: "0x02", consortium: "0x03" };

describe("A pinned chain", () => {
  it("a pinned chain equals a chain with the same values", () => {
    expect(chainDifference(PINNED, { ...PINNED })).to.equal(undefined);
  });

  for (const [what, found] of [
    ["chainId", 2],
    ["genesis", "0x0a"],
    ["ledger", "0x0b"],
    ["consortium", "0x0c"],
  ] as const) {
    it(`a pinned chain differs from a chain with another ${what}`, () => {
      expect(chainDifference(PINNED, { ...PINNED, [what]: found })).to.deep.equal({
        what,
        pinned: PINNED[what],
        found,
      });
    });
  }
});
