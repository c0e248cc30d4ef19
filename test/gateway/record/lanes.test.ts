import { expect } from "chai";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import { Lanes } from "../../../src/gateway/record/lanes.ts";
import type { OpenSubmission } from "../../../src/store/outbox/submissions.ts";

const RELAY = `0x${"aa".repeat(20)}` as const;
const OTHER_RELAY = `0x${"bb".repeat(20)}` as const;
const anyone = () => true;

const unit = (number: number) => `0x${number.toString(16).padStart(64, "0")}` as Bytes32;

/** A Report of participant `author` about unit `about`, or a Load of it into `into`. */
function submission(id: number, author: number, about: number, into?: number): OpenSubmission {
  return {
    id,
    entry: {
      author,
      shipment: unit(about),
      kind: into === undefined ? KINDS.Report : KINDS.Load,
      counterparty: 0,
      refersTo: unit(into ?? 0),
      occurredAt: 0,
      commitment: unit(0),
    },
    previous: null,
    signature: null,
    acceptedAtMs: 0,
  };
}

describe("Lanes", () => {
  it("authors take turns, so that one with many entries does not delay the others", () => {
    const lanes = new Lanes();
    for (let id = 1; id <= 1_000; id++) lanes.add(submission(id, 1, id));
    lanes.add(submission(1_001, 2, 2_000));
    lanes.add(submission(1_002, 3, 2_001));
    const taken = lanes.take(RELAY, 10, anyone);
    expect(taken.map(({ entry }) => entry.author)).to.include.members([1, 2, 3]);
  });

  it("authors take turns also when one has all its entries on one shipment", () => {
    const lanes = new Lanes();
    for (let id = 1; id <= 1_000; id++) lanes.add(submission(id, 1, 1));
    lanes.add(submission(1_001, 2, 2));
    const taken = lanes.take(RELAY, 100, anyone);
    expect(taken.map(({ entry }) => entry.author)).to.include(2);
    expect(taken).to.have.length(100);
  });

  it("the next batch begins with the author whose turn is next", () => {
    const lanes = new Lanes();
    for (let id = 1; id <= 40; id++) lanes.add(submission(id, 1 + (id % 4), id));
    const batches = Array.from({ length: 4 }, () => lanes.take(RELAY, 1, anyone).map(({ entry }) => entry.author));
    expect(batches.flat().toSorted()).to.deep.equal([1, 2, 3, 4]);
  });

  it("entries of a shipment keep their order across authors", () => {
    const lanes = new Lanes();
    for (const id of [3, 1, 2, 5, 4]) lanes.add(submission(id, id % 2, 7));
    expect(lanes.take(RELAY, 10, anyone).map(({ id }) => id)).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it("a Load waits until it is first in the lanes of both units and no entry of its unit is on the way", () => {
    const lanes = new Lanes();
    const entries = [submission(1, 1, 8), submission(2, 1, 7, 8), submission(3, 1, 8)] as const;
    for (const entry of entries) lanes.add(entry);
    const batches = entries.map((entry) => {
      const taken = lanes.take(RELAY, 10, anyone).map(({ id }) => id);
      lanes.settle(entry, true);
      return taken;
    });
    expect(batches).to.deep.equal([[1], [2], [3]]);
  });

  it("a shipment's entries stay on one relay until all are settled", () => {
    const lanes = new Lanes();
    const entry = submission(1, 1, 7);
    lanes.add(entry);
    lanes.take(RELAY, 10, anyone);
    lanes.add(submission(2, 1, 7));
    expect(lanes.take(OTHER_RELAY, 10, anyone)).to.deep.equal([]);
    lanes.settle(entry, true);
    expect(lanes.take(OTHER_RELAY, 10, anyone).map(({ id }) => id)).to.deep.equal([2]);
  });

  it("no entry follows a refused one until all on the way are settled", () => {
    const lanes = new Lanes();
    const entries = [1, 2].map((id) => submission(id, 1, 7));
    for (const entry of entries) lanes.add(entry);
    lanes.take(RELAY, 10, anyone);
    lanes.add(submission(3, 1, 7));
    lanes.settle(entries[0] as OpenSubmission, false);
    expect(lanes.take(RELAY, 10, anyone)).to.deep.equal([]);
    lanes.settle(entries[1] as OpenSubmission, false);
    expect(lanes.take(RELAY, 10, anyone).map(({ id }) => id)).to.deep.equal([3]);
  });

  it("an entry that could not be signed is tried again", () => {
    const lanes = new Lanes();
    lanes.add(submission(1, 1, 7));
    lanes.add(submission(2, 2, 8));
    expect(lanes.take(RELAY, 10, ({ entry }) => entry.author !== 1).map(({ id }) => id)).to.deep.equal([2]);
    expect(lanes.take(RELAY, 10, anyone).map(({ id }) => id)).to.deep.equal([1]);
  });

  it("lanes count the open submissions, of all and of each author", () => {
    const lanes = new Lanes();
    const entries = [submission(1, 1, 7), submission(2, 2, 8), submission(3, 1, 9)];
    for (const entry of entries) lanes.add(entry);
    lanes.take(RELAY, 10, anyone);
    expect([lanes.open, lanes.openOf(1), lanes.openOf(2)]).to.deep.equal([3, 2, 1]);
    for (const entry of entries) lanes.settle(entry, true);
    expect([lanes.open, lanes.openOf(1), lanes.openOf(2)]).to.deep.equal([0, 0, 0]);
  });
});
