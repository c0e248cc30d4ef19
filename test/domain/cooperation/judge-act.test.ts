import { expect } from "chai";
import { ACT_KIND_NAMES, actKindName } from "../../../src/domain/cooperation/act-kind.ts";
import { checkActShape } from "../../../src/domain/cooperation/act-shape.ts";
import { judgeAct } from "../../../src/domain/cooperation/judge-act.ts";
import { UNKNOWN_MATTER } from "../../../src/domain/cooperation/matter.ts";
import { MATTER_STATES, type MatterState } from "../../../src/domain/cooperation/matter-state.ts";
import { waitsFor } from "../../../src/domain/cooperation/request-rules.ts";
import { Refusal } from "../../../src/domain/rules/refusal.ts";
import { actShapeVectors, cooperationVectors, isRefusedAct } from "../../support/cooperation-vectors.ts";

describe("The rules of cooperation", () => {
  const vectors = cooperationVectors();

  for (const { name, act, situation, expected } of vectors) {
    it(`${name}: ${isRefusedAct(expected) ? expected.code : "allowed"}`, () => {
      const actual = judgeAct(situation, act);

      if (isRefusedAct(expected)) {
        expect(actual).to.be.instanceOf(Refusal);
        expect({ ...actual }).to.deep.equal(expected);
      } else {
        expect(actual).to.deep.equal(expected);
      }
    });
  }

  it("each kind of act has an allowed and a refused vector", () => {
    const kindsWhere = (refused: boolean) =>
      new Set(vectors.filter(({ expected }) => isRefusedAct(expected) === refused).map((v) => actKindName(v.act.kind)));

    expect([...kindsWhere(false)]).to.have.members(ACT_KIND_NAMES);
    expect([...kindsWhere(true)]).to.include.members(ACT_KIND_NAMES);
  });
});

describe("The shape of an act", () => {
  for (const { name, act, expected } of actShapeVectors()) {
    it(`${name}: ${expected?.code ?? "right shape"}`, () => {
      const actual = checkActShape(act);

      expect(actual && { ...actual }).to.deep.equal(expected);
    });
  }
});

describe("Whom a request waits for", () => {
  const [requester, answerer] = [1, 2];
  const waiting: Partial<Record<MatterState, number>> = {
    Sent: answerer,
    Received: answerer,
    Incomplete: requester,
    Accepted: answerer,
    Refused: requester,
    Postponed: answerer,
    Answered: requester,
  };

  for (const state of MATTER_STATES) {
    it(`a matter in state ${state} waits for ${waiting[state] ?? "nobody"}`, () => {
      expect(waitsFor({ ...UNKNOWN_MATTER, state, opener: requester, answerer })).to.equal(waiting[state]);
    });
  }
});
