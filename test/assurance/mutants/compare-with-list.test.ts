import { expect } from "chai";
import { compareWithList, type Equivalents } from "./compare-with-list.ts";
import type { Fate, JudgedMutant, Mutant } from "./mutant.ts";

const MUTANT: Mutant = { file: "a.sol", operator: "binary", line: "return a < b;", from: "a < b", to: "a <= b" };

const judged = (fate: Fate, fields: Partial<Mutant> = {}): JudgedMutant => ({ ...MUTANT, ...fields, fate });
const listed = (...mutants: Mutant[]): Equivalents[] => [{ reason: "a and b are never equal", mutants }];

describe("mutants held against the list of those that nothing can tell", () => {
  it("are left when they survive and are not on it", () => {
    const { equivalent, left, obsolete } = compareWithList([judged("survived"), judged("killed")], []);

    expect([equivalent.length, left.length, obsolete.length]).to.deep.equal([0, 1, 0]);
  });

  it("are equivalent when they survive and are on it", () => {
    const { equivalent, left, obsolete } = compareWithList([judged("survived")], listed(MUTANT));

    expect([equivalent.length, left.length, obsolete.length]).to.deep.equal([1, 0, 0]);
  });

  for (const [what, fate] of [
    ["is killed", "killed"],
    ["does not compile", "stillborn"],
  ] as const) {
    it(`make an entry of the list obsolete when what it names ${what}`, () => {
      expect(compareWithList([judged(fate)], listed(MUTANT)).obsolete).to.deep.equal([MUTANT]);
    });
  }

  for (const fields of [{ file: "b.sol" }, { operator: "operand" }, { line: "return (a < b);" }, { to: "a >= b" }]) {
    it(`are not those on the list when they differ in ${Object.keys(fields).join()}`, () => {
      const { left, obsolete } = compareWithList([judged("survived", fields)], listed(MUTANT));

      expect([left.length, obsolete.length]).to.deep.equal([1, 1]);
    });
  }

  it("each need an entry of their own, also where the same is written twice in a file", () => {
    const twice = [judged("survived"), judged("survived")];

    expect(compareWithList(twice, listed(MUTANT)).left).to.have.length(1);
    expect(compareWithList(twice, listed(MUTANT, MUTANT)).left).to.have.length(0);
  });
});
