import { expect } from "chai";
import { checkHistory } from "../../../src/cli/history/check-history.ts";
import { ZERO_BYTES32, type Bytes32, type Entry, type EntryHash } from "../../../src/domain/entry.ts";
import { KINDS, type Kind } from "../../../src/domain/rules/kind.ts";
import type { EntryView } from "../../../src/api/entry.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";

const hashOf = createEntryHasher({ chainId: 31337, ledger: `0x${"11".repeat(20)}` });
const SHIPMENT: Bytes32 = `0x${"22".repeat(32)}`;
const KINDS_IN_ORDER: readonly Kind[] = ["Consign", "Offer", "Accept", "Report"];

const reference = (id: number) => ({ id, name: null, roles: [], jurisdiction: null });

/** A gateway's history with correct hashes. */
function history(): EntryView[] {
  const views: EntryView[] = [];
  let previous: EntryHash = ZERO_BYTES32;
  for (const [index, kind] of KINDS_IN_ORDER.entries()) {
    const counterparty = kind === "Offer" ? 2 : 0;
    const entry: Entry = {
      ...{ shipment: SHIPMENT, previous, kind: KINDS[kind], author: kind === "Accept" ? 2 : 1, counterparty },
      ...{
        refersTo: ZERO_BYTES32,
        occurredAt: 1_770_000_000 + index,
        commitment: `0x${`0${index}`.repeat(32)}` as Bytes32,
      },
    };
    const hash = hashOf(entry);
    views.push({
      ...{
        hash,
        shipment: SHIPMENT,
        identifier: null,
        sequence: index + 1,
        previous,
        kind,
        author: reference(entry.author),
      },
      ...{ counterparty: counterparty === 0 ? null : reference(counterparty), refersTo: null },
      ...{ occurredAt: entry.occurredAt, recordedAt: entry.occurredAt, commitment: entry.commitment },
      ...{
        signature: "0x",
        block: index,
        transaction: ZERO_BYTES32,
        position: index,
        payload: "unknown",
        summary: null,
      },
    });
    previous = hash;
  }
  return views;
}

const HEAD = history().at(-1)?.hash as EntryHash;
const check = (views: readonly EntryView[], head = HEAD) => checkHistory(views, SHIPMENT, hashOf, head);

describe("The check of a history against the contract", () => {
  it("the check of a history accepts an unchanged history", () => {
    expect(check(history())).to.deep.equal({ whole: true, entries: 4, head: HEAD });
  });

  const lies: readonly (readonly [string, Partial<EntryView>])[] = [
    ["time", { occurredAt: 1 }],
    ["author", { author: reference(9) }],
    ["addressee", { counterparty: reference(9) }],
    ["kind", { kind: "Report" }],
    ["commitment", { commitment: `0x${"ff".repeat(32)}` }],
    ["reference", { refersTo: `0x${"ff".repeat(32)}` }],
  ];
  for (const [what, lie] of lies) {
    it(`the check of a history detects a changed ${what} of an entry`, () => {
      const altered = history().map((view, index) => (index === 1 ? { ...view, ...lie } : view));
      expect(check(altered)).to.include({ whole: false, problem: "entry 2 does not have its stated hash" });
    });
  }

  it("the check of a history detects an entry that was changed together with its hash", () => {
    const altered = history();
    const [first] = altered as [EntryView];
    const entry: Entry = { ...first, kind: 1, author: 1, counterparty: 0, refersTo: ZERO_BYTES32, occurredAt: 5 };
    altered[0] = { ...first, occurredAt: 5, hash: hashOf(entry) };
    expect(check(altered)).to.include({ whole: false, problem: "entry 2 does not follow the entry before it" });
  });

  it("the check of a history detects a missing entry in the middle", () => {
    const views = history();
    views.splice(1, 1);
    expect(check(views).whole).to.equal(false);
    expect(check(views.map((view, index) => ({ ...view, sequence: index + 1 }))).whole).to.equal(false);
  });

  it("the check of a history detects a missing last entry", () => {
    expect(check(history().slice(0, -1)).whole).to.equal(false);
  });

  it("the check of a history detects the history of another shipment", () => {
    expect(checkHistory(history(), `0x${"33".repeat(32)}`, hashOf, HEAD).whole).to.equal(false);
  });

  it("the check of a history refuses an empty one of a shipment that has a head in the contract", () => {
    expect(check([]).whole).to.equal(false);
  });
});
