import { expect } from "chai";
import {
  allCodes,
  ANCHORS,
  BASES,
  CAVEATS,
  codeBits,
  codeNames,
  codeOf,
  DIRECTIONS,
  ENDINGS,
  ERASURE_REFUSALS,
  INFORMATION_GRADES,
  JOINT_CASE_ENDINGS,
  MEASURES,
  OUTCOMES,
  POSTPONEMENTS,
  PURPOSES,
  REFUSALS,
  SEAL_GROUNDS,
  SOURCE_GRADES,
  TASKS,
} from "../../../src/domain/cooperation/closed-lists.ts";

const LISTS: Readonly<Record<string, readonly string[]>> = {
  ANCHORS,
  BASES,
  CAVEATS,
  DIRECTIONS,
  ENDINGS,
  ERASURE_REFUSALS,
  INFORMATION_GRADES,
  JOINT_CASE_ENDINGS,
  MEASURES,
  OUTCOMES,
  POSTPONEMENTS,
  PURPOSES,
  REFUSALS,
  SEAL_GROUNDS,
  SOURCE_GRADES,
  TASKS,
};

describe("The closed lists of cooperation", () => {
  for (const [name, list] of Object.entries(LISTS)) {
    it(`${name} names each code once, from 1`, () => {
      expect(list.map((code) => codeOf(list, code))).to.deep.equal(list.map((_, index) => index + 1));
    });

    it(`each member of ${name} has its own bit in a set`, () => {
      for (const code of list) expect(codeNames(list, codeBits(list, [code]))).to.deep.equal([code]);
      expect(codeBits(list, list)).to.equal(allCodes(list));
      expect(codeNames(list, allCodes(list))).to.deep.equal(list);
    });
  }

  it("the numbers on chain keep their meaning", () => {
    expect([codeOf(BASES, "request"), codeOf(BASES, "rightOfAccused"), codeOf(REFUSALS, "neutrality")]).to.deep.equal([
      2, 8, 9,
    ]);
    expect(codeBits(CAVEATS, ["courtUse", "onward", "strictOrganisation"])).to.equal(0b100011);
    expect(codeBits(MEASURES, ["information", "appearance"])).to.equal(0b1000000001);
  });
});
