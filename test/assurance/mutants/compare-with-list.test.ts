import { expect } from "chai";
import { compareWithList, type Equivalents } from "./compare-with-list.ts";
import type { Fate, JudgedMutant, Mutant } from "./mutant.ts";

const MUTANT: Mutant = { file: "a.sol", operator: "binary", line: "return a < b;", from: "a < b", to: "a <= b" };

const judged = (fate: Fate, fields: Partial<Mutant> = {}): JudgedMutant => ({ ...MUTANT, ...fields, fate });
const listed = (...mutants: Mutant[]): Equivalents[] => [{ reason: "a and b are never equal", mutants }];

describe("The comparison of mutants with the list of equivalent ones", () => {
  it("the comparison leaves survivors that are not on the list", () => {
    const { equivalent, left, obsolete } = compareWithList([judged("survived"), judged("killed")], []);

    expect([equivalent.length, left.length, obsolete.length]).to.deep.equal([0, 1, 0]);
  });

  it("the comparison counts survivors on the list as equivalent", () => {
    const { equivalent, left, obsolete } = compareWithList([judged("survived")], listed(MUTANT));

    expect([equivalent.length, left.length, obsolete.length]).to.deep.equal([1, 0, 0]);
  });

  for (const [what, fate] of [
    ["is killed", "killed"],
    ["does not compile", "stillborn"],
  ] as const) {
    it(`the comparison counts a listed mutant as obsolete when it ${what}`, () => {
      expect(compareWithList([judged(fate)], listed(MUTANT)).obsolete).to.deep.equal([MUTANT]);
    });
  }

  for (const fields of [{ file: "b.sol" }, { operator: "operand" }, { line: "return (a < b);" }, { to: "a >= b" }]) {
    it(`the comparison does not match a survivor and a listed mutant that differ in ${Object.keys(fields).join()}`, () => {
      const { left, obsolete } = compareWithList([judged("survived", fields)], listed(MUTANT));

      expect([left.length, obsolete.length]).to.deep.equal([1, 1]);
    });
  }

  it("the comparison requires one listed mutant for each survivor, also for equal lines of a file", () => {
    const twice = [judged("survived"), judged("survived")];

    expect(compareWithList(twice, listed(MUTANT)).left).to.have.length(1);
    expect(compareWithList(twice, listed(MUTANT, MUTANT)).left).to.have.length(0);
  });
});
