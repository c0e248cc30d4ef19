import { expect } from "chai";
import { logIndexOf, positionOf } from "../../src/domain/position.ts";

describe("The position of a log in the chain", () => {
  it("positions order logs by block, then by their index in the block", () => {
    const places = [positionOf(0, 0), positionOf(0, 1), positionOf(0, 2 ** 20 - 1), positionOf(1, 0), positionOf(2, 5)];

    expect(places).to.deep.equal([...new Set(places)].sort((a, b) => a - b));
  });

  it("a position contains the log's index exactly, up to the last supported block", () => {
    for (const block of [0, 1, 123_456_789, 2 ** 33 - 1])
      for (const index of [0, 1, 2 ** 20 - 1]) expect(logIndexOf(positionOf(block, index))).to.equal(index);
  });
});
