import { expect } from "chai";
import { comparableSeal } from "../../../src/domain/payload/seal-number.ts";

describe("Seal numbers", () => {
  for (const typed of ["sl 4711-a", "SL-4711 A", "ＳＬ4711Ａ", "SL\u20114711\u00a0a"])
    it(`${typed} is SL4711A`, () => expect(comparableSeal(typed)).to.equal("SL4711A"));

  it("with other leading zeros are other numbers", () => {
    expect(comparableSeal("0047")).not.to.equal(comparableSeal("47"));
  });
});
