import { expect } from "chai";
import { chainDifference, type PinnedChain } from "../../src/domain/pinned-chain.ts";

const PINNED: PinnedChain = { chainId: 1, genesis: "0x01", ledger: "0x02", consortium: "0x03" };

describe("a chain that was pinned", () => {
  it("is the same as long as all that identifies it is", () => {
    expect(chainDifference(PINNED, { ...PINNED })).to.equal(undefined);
  });

  for (const [what, found] of [
    ["chainId", 2],
    ["genesis", "0x0a"],
    ["ledger", "0x0b"],
    ["consortium", "0x0c"],
  ] as const) {
    it(`is another with another ${what}`, () => {
      expect(chainDifference(PINNED, { ...PINNED, [what]: found })).to.deep.equal({
        what,
        pinned: PINNED[what],
        found,
      });
    });
  }
});
