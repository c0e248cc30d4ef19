import { expect } from "chai";
import type { Contract } from "ethers";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import type { Custody } from "../../src/domain/rules/custody.ts";
import { PHASES } from "../../src/domain/rules/custody.ts";
import type { Situation } from "../../src/domain/rules/situation.ts";
import { IShipmentLedger__factory } from "../../types/factories/interfaces/IShipmentLedger__factory.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { isRefused, lifecycleVectors, shapeVectors } from "../support/lifecycle-vectors.ts";

describe("Lifecycle and EntryShape, on the vectors that the TypeScript rules are tested on", () => {
  let connection: NetworkConnection;
  let harness: Contract;

  before(async () => {
    connection = await hre.network.create("chain");
    harness = await connection.ethers.deployContract("LifecycleHarness");
  });

  after(() => connection.close());

  for (const { name, entry, situation, expected } of lifecycleVectors()) {
    it(`${isRefused(expected) ? expected.code.replace("ShipmentLedger", "") : "allowed"}: ${name}`, async () => {
      const [refusal, next] = await harness.getFunction("transition").staticCall(encodable(situation), entry);

      if (isRefused(expected)) expect(decodeRefusal(refusal)).to.deep.equal(expected);
      else expect(refusal).to.equal("0x");
      const situationAfter = isRefused(expected) ? situation : expected;
      expect(plain(next.toObject(true))).to.deep.equal(plain(encodable(situationAfter)));
    });
  }

  for (const { name, entry, expected } of shapeVectors()) {
    it(`${expected?.code.replace("ShipmentLedger", "") ?? "right"}: ${name}`, async () => {
      const refusal = await harness.getFunction("checkShape").staticCall(entry);

      expect(refusal === "0x" ? undefined : decodeRefusal(refusal)).to.deep.equal(expected);
    });
  }

  it("is tested on every error of the ledger that the rules can give", () => {
    const outsideTheRules = [
      "ShipmentLedgerInvalidSignature",
      "ShipmentLedgerKeyNotAuthorised",
      "ShipmentLedgerInsufficientGas",
      "ShipmentLedgerStale",
      "ShipmentLedgerOccurredInFuture",
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
  const { custody, unit, rootCustody } = situation;
  return {
    ...situation,
    custody: encodableCustody(custody),
    unit: encodableCustody(unit),
    rootCustody: encodableCustody(rootCustody),
  };
}

function encodableCustody(custody: Custody) {
  return { ...custody, phase: PHASES.indexOf(custody.phase) };
}

/** Numbers as text, so that bigints of the chain compare with numbers. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part)));
}
