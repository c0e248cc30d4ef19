import { expect } from "chai";
import type { Contract } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import { ACT_KIND_NAMES, ACT_KINDS } from "../../src/domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../src/domain/cooperation/act-rules.ts";
import type { MatterSituation } from "../../src/domain/cooperation/matter-situation.ts";
import { MATTER_STATES, type MatterState } from "../../src/domain/cooperation/matter-state.ts";
import { ICooperationLedger__factory } from "../../types/factories/interfaces/ICooperationLedger__factory.ts";
import { actShapeVectors, cooperationVectors, isRefusedAct } from "../support/cooperation-vectors.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";

describe("Cooperation and ActShape on the vectors of the TypeScript rules", () => {
  let connection: NetworkConnection;
  let harness: Contract;

  before(async () => {
    connection = await hre.network.create("chain");
    harness = await connection.ethers.deployContract("CooperationHarness");
  });

  after(() => connection.close());

  for (const { name, act, situation, expected } of cooperationVectors()) {
    it(`${name}: ${isRefusedAct(expected) ? expected.code : "allowed"}`, async () => {
      const [refusal, next] = await harness.getFunction("transition").staticCall(encodable(situation), act);

      if (isRefusedAct(expected)) expect(decodeRefusal(refusal)).to.deep.equal(expected);
      else expect(refusal).to.equal("0x");
      const situationAfter = isRefusedAct(expected) ? situation : expected;
      expect(plain(next.toObject(true))).to.deep.equal(plain(encodable(situationAfter)));
    });
  }

  for (const { name, act, expected } of actShapeVectors()) {
    it(`${name}: ${expected?.code ?? "right shape"}`, async () => {
      const refusal = await harness.getFunction("checkShape").staticCall(act);

      expect(refusal === "0x" ? undefined : decodeRefusal(refusal)).to.deep.equal(expected);
    });
  }

  for (const kind of ACT_KIND_NAMES) {
    it(`ActRules and ACT_RULES have the same row for ${kind}`, async () => {
      const rule = ACT_RULES[kind];
      const row: bigint = await harness.getFunction("ruleOf").staticCall(ACT_KINDS[kind]);
      const part = (shift: number, bits: number) => Number((row >> BigInt(shift)) % 2n ** BigInt(bits));
      const has = (trait: number) => part(trait, 1) === 1;
      const presence = (needed: number, optional: number) =>
        has(needed) ? "required" : has(optional) ? "optional" : "none";
      const authors = ["opener", "answerer", "party", "giver", "recipient", "originator", "source"];

      expect(part(0, 16)).to.equal(rule.roles);
      expect(part(16, 40)).to.equal(stateBits(rule.matterStates));
      expect(part(56, 40)).to.equal(stateBits(rule.itemStates ?? []));
      expect(part(96, 8)).to.equal(rule.lastCode);
      expect(has(104)).to.equal(rule.addressed);
      expect(presence(105, 106)).to.equal(rule.refersTo);
      expect(presence(107, 108)).to.equal(rule.until);
      expect(has(109)).to.equal(rule.period);
      expect(presence(110, 111)).to.equal(rule.codes);
      expect(authors.filter((_, index) => has(112 + index))).to.deep.equal(rule.by === undefined ? [] : [rule.by]);
      expect(has(119)).to.equal(rule.covered);
      expect(has(121)).to.equal(rule.opens === "matter");
      expect(has(122)).to.equal(rule.opens === "item");
    });
  }

  it("the vectors contain every error that the rules return", () => {
    const outsideTheRules = [
      "CooperationLedgerInvalidSignature",
      "CooperationLedgerKeyNotAuthorised",
      "CooperationLedgerStale",
      "CooperationLedgerOccurredInFuture",
      "CooperationLedgerNumberTooWide",
    ];
    const declared: string[] = [];
    ICooperationLedger__factory.createInterface().forEachError((error) => declared.push(error.name));
    const refusals = [...cooperationVectors(), ...actShapeVectors()].flatMap(({ expected }) =>
      expected !== undefined && isRefusedAct(expected) ? [expected.code] : [],
    );

    expect([...new Set(refusals), ...outsideTheRules]).to.have.members(declared);
  });
});

function stateBits(states: readonly MatterState[]): number {
  return states.reduce((bits, state) => bits + 2 ** MATTER_STATES.indexOf(state), 0);
}

function encodable(situation: MatterSituation) {
  const numbered = <Record extends { state: MatterState }>(record: Record) => ({
    ...record,
    state: MATTER_STATES.indexOf(record.state),
  });
  const { matter, basis, item, newItem } = situation;
  return {
    ...situation,
    matter: numbered(matter),
    basis: numbered(basis),
    item: numbered(item),
    newItem: numbered(newItem),
  };
}

/** The value with every bigint as a number, so that values of the chain compare with ours. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part)));
}
