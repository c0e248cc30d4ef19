import { expect } from "chai";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { refuse } from "../../../src/domain/rules/refusal.ts";

describe("A PortolanError", () => {
  const error = new PortolanError("ShipmentBlindInvalid", { expected: 32, length: 31 });

  it("an error has a code and facts, and its message contains the facts", () => {
    expect(error).to.deep.include({ name: "PortolanError", code: "ShipmentBlindInvalid" });
    expect(error.facts).to.deep.equal({ expected: 32, length: 31 });
    expect(error.message)
      .to.match(/\b32\b.*\b31\b|\b31\b.*\b32\b/)
      .and.not.match(/[{}]/);
    expect(error.remedy).to.be.a("string").and.not.match(/[{}]/);
  });

  it("an error's message contains each item of a list", () => {
    const { message } = refuse("ShipmentLedgerRoleRequired", {
      author: 1,
      roles: ["trader", "carrier"],
      required: ["customs"],
    }).toError();

    expect(message).to.contain("trader, carrier");
  });

  it("a message whose last fact is a sentence ends with one full stop", () => {
    const reason = new PortolanError("ShipmentBlindInvalid", error.facts as never).message;
    const { message } = new PortolanError("GatewayNotReady", { reason, retryAfter: 1 });

    expect(message).to.equal(`The gateway is not ready: ${reason}`);
  });

  it("a message shows the placeholder of a missing fact", () => {
    const { message } = new PortolanError("ShipmentBlindInvalid", { expected: 32 } as never);

    expect(message).to.contain("{length}").and.not.contain("undefined");
  });

  it("an error keeps its cause", () => {
    const cause = new Error("deeper");

    expect(new PortolanError("ShipmentBlindInvalid", error.facts as never, { cause }).cause).to.equal(cause);
  });

  describe("PortolanError.is", () => {
    it("PortolanError.is accepts every PortolanError and no other error", () => {
      expect(PortolanError.is(error)).to.equal(true);
      expect(PortolanError.is(new Error("another"))).to.equal(false);
    });

    it("PortolanError.is accepts one of several codes", () => {
      expect(PortolanError.is(error, "PayloadSeedInvalid", "ShipmentBlindInvalid")).to.equal(true);
      expect(PortolanError.is(error, "PayloadSeedInvalid")).to.equal(false);
      expect(PortolanError.is(new Error("another"), "ShipmentBlindInvalid")).to.equal(false);
    });
  });

  it("a refusal becomes an error with its code and facts", () => {
    const refusal = refuse("ShipmentLedgerUnknownKind", { kind: 24 });

    expect(refusal.toError()).to.be.instanceOf(PortolanError).and.deep.include({ code: refusal.code });
    expect(refusal.toError().facts).to.deep.equal({ kind: 24 });
  });
});
