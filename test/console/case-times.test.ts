import { expect } from "chai";
import { caseTimes } from "../../src/console/pages/shipment/case-times.ts";
import type { Hex } from "../../src/domain/entry.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";

const hash = (number: number): Hex => `0x${String(number).padStart(64, "0")}`;
const entry = (number: number, kind: Kind, occurredAt: number) => ({ hash: hash(number), kind, occurredAt });

describe("The times of a customs case", () => {
  const entries = [
    entry(1, "Consign", 100),
    entry(2, "Hold", 200),
    entry(3, "Notice", 300),
    entry(4, "Notice", 400),
    entry(5, "Release", 500),
    entry(6, "Hold", 600),
  ];
  const about = [2, 3, 4, 5].map(hash);

  it("the times of a case are those of its steps, not those of recording", () => {
    const recorded = { openedAt: 9_000, notifiedAt: 9_001, closedAt: 9_002, entries: about };
    expect(caseTimes(entries, recorded)).to.deep.equal({ openedAt: 200, notifiedAt: 300, closedAt: 500 });
  });

  it("a case without a notice or an end has no time for it", () => {
    const open = { openedAt: 9_000, notifiedAt: null, closedAt: null, entries: [hash(6)] };
    expect(caseTimes(entries, open)).to.deep.equal({ openedAt: 600, notifiedAt: null, closedAt: null });
  });

  it("a step without its entry has the time of recording", () => {
    const recorded = { openedAt: 9_000, notifiedAt: 9_001, closedAt: 9_002, entries: about };
    expect(caseTimes([], recorded)).to.deep.equal({ openedAt: 9_000, notifiedAt: 9_001, closedAt: 9_002 });
  });
});
