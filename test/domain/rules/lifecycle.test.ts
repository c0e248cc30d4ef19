import { expect } from "chai";
import { checkShape } from "../../../src/domain/rules/entry-shape.ts";
import { KIND_NAMES, kindName } from "../../../src/domain/rules/kind.ts";
import { transition } from "../../../src/domain/rules/lifecycle.ts";
import { Refusal } from "../../../src/domain/rules/refusal.ts";
import { isRefused, lifecycleVectors, shapeVectors } from "../../support/lifecycle-vectors.ts";

describe("The rules of the lifecycle", () => {
  const vectors = lifecycleVectors();

  for (const { name, entry, situation, expected } of vectors) {
    it(`${name}: ${isRefused(expected) ? expected.code : "allowed"}`, () => {
      const actual = transition(situation, entry);

      if (isRefused(expected)) {
        expect(actual).to.be.instanceOf(Refusal);
        expect({ ...actual }).to.deep.equal(expected);
      } else {
        expect(actual).to.deep.equal(expected);
      }
    });
  }

  it("each kind has an allowed and a refused vector", () => {
    const kindsWhere = (refused: boolean) =>
      new Set(vectors.filter(({ expected }) => isRefused(expected) === refused).map((v) => kindName(v.entry.kind)));

    expect([...kindsWhere(false)]).to.have.members(KIND_NAMES);
    expect([...kindsWhere(true)]).to.include.members(KIND_NAMES);
  });
});

describe("The shape of an entry", () => {
  for (const { name, entry, expected } of shapeVectors()) {
    it(`${name}: ${expected?.code ?? "right shape"}`, () => {
      const actual = checkShape(entry);

      expect(actual && { ...actual }).to.deep.equal(expected);
    });
  }
});
