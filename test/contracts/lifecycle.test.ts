import { expect } from "chai";
import type { Contract } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import type { Custody } from "../../src/domain/rules/custody.ts";
import { PHASES, STANDINGS } from "../../src/domain/rules/custody.ts";
import { KIND_RULES } from "../../src/domain/rules/kind-rules.ts";
import { KIND_NAMES, KINDS } from "../../src/domain/rules/kind.ts";
import { ROLE_NAMES, roleBits } from "../../src/domain/rules/role.ts";
import type { Situation } from "../../src/domain/rules/situation.ts";
import { IShipmentLedger__factory } from "../../types/factories/interfaces/IShipmentLedger__factory.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { isRefused, lifecycleVectors, shapeVectors } from "../support/lifecycle-vectors.ts";

describe("Lifecycle and EntryShape on the vectors of the TypeScript rules", () => {
  let connection: NetworkConnection;
  let harness: Contract;

  before(async () => {
    connection = await hre.network.create("chain");
    harness = await connection.ethers.deployContract("LifecycleHarness");
  });

  after(() => connection.close());

  for (const { name, entry, situation, expected } of lifecycleVectors()) {
    it(`${name}: ${isRefused(expected) ? expected.code : "allowed"}`, async () => {
      const [refusal, next] = await harness.getFunction("transition").staticCall(encodable(situation), entry);

      if (isRefused(expected)) expect(decodeRefusal(refusal)).to.deep.equal(expected);
      else expect(refusal).to.equal("0x");
      const situationAfter = isRefused(expected) ? situation : expected;
      expect(plain(next.toObject(true))).to.deep.equal(plain(encodable(situationAfter)));
    });
  }

  for (const { name, entry, expected } of shapeVectors()) {
    it(`${name}: ${expected?.code ?? "right shape"}`, async () => {
      const refusal = await harness.getFunction("checkShape").staticCall(entry);

      expect(refusal === "0x" ? undefined : decodeRefusal(refusal)).to.deep.equal(expected);
    });
  }

  for (const kind of KIND_NAMES) {
    it(`KindRules and KIND_RULES have the same row for ${kind}`, async () => {
      const { roles, counterparty, refersTo, names } = KIND_RULES[kind];
      const row: bigint = await harness.getFunction("ruleOf").staticCall(KINDS[kind]);
      const has = (trait: number) => (row >> BigInt(trait)) % 2n === 1n;

      expect(Number(row % 2n ** 16n)).to.equal(roles ?? roleBits(ROLE_NAMES));
      expect([has(24), has(35)]).to.deep.equal([counterparty === "required", counterparty === "optional"]);
      expect(has(25) || has(26) || has(27)).to.equal(refersTo === "required");
      expect(has(28) || has(29) || has(30)).to.equal(refersTo === "optional");
      expect([has(25), has(26) || has(28), has(27), has(30)]).to.deep.equal(
        ["unit", "case", "entry", "profile"].map((name) => name === names),
      );
    });
  }

  it("the vectors contain every error that the rules return", () => {
    const outsideTheRules = [
      "ShipmentLedgerInvalidSignature",
      "ShipmentLedgerKeyNotAuthorised",
      "ShipmentLedgerInsufficientGas",
      "ShipmentLedgerStale",
      "ShipmentLedgerOccurredInFuture",
      "ShipmentLedgerNumberTooWide",
    ];
    const declared: string[] = [];
    IShipmentLedger__factory.createInterface().forEachError((error) => declared.push(error.name));
    const refusals = [...lifecycleVectors(), ...shapeVectors()].flatMap(({ expected }) =>
      expected !== undefined && isRefused(expected) ? [expected.code] : [],
    );

    expect([...new Set(refusals), ...outsideTheRules]).to.have.members(declared);
  });
});

function encodable(situation: Situation) {
  const { custody, unit, rootCustody, customsCase } = situation;
  return {
    ...situation,
    custody: encodableCustody(custody),
    unit: encodableCustody(unit),
    rootCustody: encodableCustody(rootCustody),
    customsCase: {
      ...customsCase,
      custodianStanding: STANDINGS.indexOf(customsCase.custodianStanding),
      consignorStanding: STANDINGS.indexOf(customsCase.consignorStanding),
    },
  };
}

function encodableCustody(custody: Custody) {
  return { ...custody, phase: PHASES.indexOf(custody.phase) };
}

/** The value with every bigint as a number, so that values of the chain compare with ours. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part)));
}
