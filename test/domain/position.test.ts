import { expect } from "chai";
import { logIndexOf, positionOf } from "../../src/domain/position.ts";

describe("the place of a log in the chain", () => {
  it("orders logs by block first, then within their block", () => {
    const places = [positionOf(0, 0), positionOf(0, 1), positionOf(0, 2 ** 20 - 1), positionOf(1, 0), positionOf(2, 5)];

    expect(places).to.deep.equal([...new Set(places)].sort((a, b) => a - b));
  });

  it("tells the log's index, up to the last block that it is exact for", () => {
    for (const block of [0, 1, 123_456_789, 2 ** 33 - 1])
      for (const index of [0, 1, 2 ** 20 - 1]) expect(logIndexOf(positionOf(block, index))).to.equal(index);
  });
});
