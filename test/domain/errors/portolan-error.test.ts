import { expect } from "chai";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { refuse } from "../../../src/domain/rules/refusal.ts";

describe("A PortolanError", () => {
  const error = new PortolanError("ShipmentBlindInvalid", { expected: 32, length: 31 });

  it("carries code and facts, and fills its message with them", () => {
    expect(error).to.deep.include({ name: "PortolanError", code: "ShipmentBlindInvalid" });
    expect(error.facts).to.deep.equal({ expected: 32, length: 31 });
    expect(error.message)
      .to.match(/\b32\b.*\b31\b|\b31\b.*\b32\b/)
      .and.not.match(/[{}]/);
    expect(error.remedy).to.be.a("string").and.not.match(/[{}]/);
  });

  it("lists the items of a list in its message", () => {
    const { message } = refuse("ShipmentLedgerRoleRequired", {
      author: 1,
      roles: ["trader", "carrier"],
      required: ["customs"],
    }).toError();

    expect(message).to.contain("trader, carrier");
  });

  it("ends its message with one full stop when its last fact is a sentence", () => {
    const reason = new PortolanError("ShipmentBlindInvalid", error.facts as never).message;
    const { message } = new PortolanError("GatewayNotReady", { reason, retryAfter: 1 });

    expect(message).to.equal(`The gateway is not ready: ${reason}`);
  });

  it("keeps the placeholder of a missing fact", () => {
    const { message } = new PortolanError("ShipmentBlindInvalid", { expected: 32 } as never);

    expect(message).to.contain("{length}").and.not.contain("undefined");
  });

  it("keeps its cause", () => {
    const cause = new Error("deeper");

    expect(new PortolanError("ShipmentBlindInvalid", error.facts as never, { cause }).cause).to.equal(cause);
  });

  describe("is distinguished from other errors", () => {
    it("is recognised without a code", () => {
      expect(PortolanError.is(error)).to.equal(true);
      expect(PortolanError.is(new Error("another"))).to.equal(false);
    });

    it("is recognised by one of several codes", () => {
      expect(PortolanError.is(error, "PayloadSeedInvalid", "ShipmentBlindInvalid")).to.equal(true);
      expect(PortolanError.is(error, "PayloadSeedInvalid")).to.equal(false);
      expect(PortolanError.is(new Error("another"), "ShipmentBlindInvalid")).to.equal(false);
    });
  });

  it("is made from a refusal of the ledger with its code and facts", () => {
    const refusal = refuse("ShipmentLedgerUnknownKind", { kind: 20 });

    expect(refusal.toError()).to.be.instanceOf(PortolanError).and.deep.include({ code: refusal.code });
    expect(refusal.toError().facts).to.deep.equal({ kind: 20 });
  });
});
