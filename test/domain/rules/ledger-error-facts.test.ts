import { expect } from "chai";
import { ledgerErrorFacts } from "../../../src/domain/rules/ledger-error-facts.ts";

describe("The facts of a contract's error", () => {
  it("phases and sets of phases become names", () => {
    const shipment = `0x${"11".repeat(32)}`;

    expect(
      ledgerErrorFacts("ShipmentLedgerUnexpectedPhase", { shipment, current: 2, expected: 0b101010 }),
    ).to.deep.equal({
      shipment,
      current: "Offered",
      expected: ["InCustody", "Inside", "Forfeited"],
    });
  });

  it("sets of roles become names", () => {
    expect(
      ledgerErrorFacts("ShipmentLedgerRoleRequired", { author: 7, roles: 0b0000011, required: 0b0010000 }),
    ).to.deep.equal({ author: 7, roles: ["trader", "carrier"], required: ["customs"] });
  });

  it("a known kind becomes its name", () => {
    for (const code of ["ShipmentLedgerCounterpartyMismatch", "ShipmentLedgerCounterpartyIsAuthor"] as const)
      expect(ledgerErrorFacts(code, { kind: 2, author: 1 })).to.deep.equal({ kind: "Offer", author: 1 });
    expect(ledgerErrorFacts("ShipmentLedgerReferenceMismatch", { kind: 6, refersTo: "0x00" })).to.deep.equal({
      kind: "Load",
      refersTo: "0x00",
    });
  });

  it("unknown numbers stay numbers", () => {
    expect(ledgerErrorFacts("ShipmentLedgerUnexpectedPhase", { current: 6, expected: 0 })).to.deep.equal({
      current: 6,
      expected: [],
    });
    expect(ledgerErrorFacts("ShipmentLedgerReferenceMismatch", { kind: 24, refersTo: "0x00" })).to.deep.equal({
      kind: 24,
      refersTo: "0x00",
    });
    expect(ledgerErrorFacts("ShipmentLedgerUnknownKind", { kind: 24 })).to.deep.equal({ kind: 24 });
  });
});
