import { expect } from "chai";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { refuse } from "../../../src/domain/rules/refusal.ts";

describe("an error of Portolan", () => {
  const error = new PortolanError("ShipmentBlindInvalid", { expected: 32, length: 31 });

  it("carries code and facts, and says them in its message", () => {
    expect(error).to.deep.include({ name: "PortolanError", code: "ShipmentBlindInvalid" });
    expect(error.facts).to.deep.equal({ expected: 32, length: 31 });
    expect(error.message)
      .to.match(/\b32\b.*\b31\b|\b31\b.*\b32\b/)
      .and.not.match(/[{}]/);
    expect(error.remedy).to.be.a("string").and.not.match(/[{}]/);
  });

  it("says lists as such", () => {
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

  it("keeps a place in the text where a fact is missing, rather than saying undefined", () => {
    const { message } = new PortolanError("ShipmentBlindInvalid", { expected: 32 } as never);

    expect(message).to.contain("{length}").and.not.contain("undefined");
  });

  it("keeps what caused it", () => {
    const cause = new Error("deeper");

    expect(new PortolanError("ShipmentBlindInvalid", error.facts as never, { cause }).cause).to.equal(cause);
  });

  describe("is told from others", () => {
    it("by being one at all, when no code is asked for", () => {
      expect(PortolanError.is(error)).to.equal(true);
      expect(PortolanError.is(new Error("another"))).to.equal(false);
    });

    it("by its code, when codes are asked for", () => {
      expect(PortolanError.is(error, "PayloadSeedInvalid", "ShipmentBlindInvalid")).to.equal(true);
      expect(PortolanError.is(error, "PayloadSeedInvalid")).to.equal(false);
      expect(PortolanError.is(new Error("another"), "ShipmentBlindInvalid")).to.equal(false);
    });
  });

  it("is what a refusal of the ledger becomes when it is thrown", () => {
    const refusal = refuse("ShipmentLedgerUnknownKind", { kind: 20 });

    expect(refusal.toError()).to.be.instanceOf(PortolanError).and.deep.include({ code: refusal.code });
    expect(refusal.toError().facts).to.deep.equal({ kind: 20 });
  });
});
