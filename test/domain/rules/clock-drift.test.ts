import { expect } from "chai";
import { checkNotOfFuture } from "../../../src/domain/rules/clock-drift.ts";
import { entryOf } from "../../support/entry-of.ts";

describe("The time of an entry", () => {
  const now = 1_767_225_600;

  it("an entry may be dated at most 120 seconds ahead", () => {
    expect(checkNotOfFuture(entryOf("Report", { occurredAt: now + 120 }), now)).to.equal(undefined);
  });

  it("an entry dated more than 120 seconds ahead is refused", () => {
    const entry = entryOf("Report", { occurredAt: now + 121 });

    expect(checkNotOfFuture(entry, now)).to.deep.include({
      code: "ShipmentLedgerOccurredInFuture",
      facts: { shipment: entry.shipment, occurredAt: now + 121, limit: now + 120 },
    });
  });
});
