import { expect } from "chai";
import { measureGrowth, type Size } from "./growth.ts";
import { judge } from "./judge.ts";
import { Tally } from "./tally.ts";

const MOMENTS = 32;

/** Sizes of a run that records evenly. */
const run = (memory: (moment: number) => number, files: (moment: number) => number): Size[] =>
  Array.from({ length: MOMENTS }, (_, at) => ({ entries: at * 1_000, memory: memory(at), files: files(at) }));

const STEADY = run(
  () => 500,
  (at) => 10 * at,
);
const outcome = (tally: Tally, sizes = STEADY) => ({ tally, seconds: 3600, perSecond: 900, sizes });
const verdict = (sizes: Size[], demands = { floor: 0, soaks: true }) =>
  judge(outcome(new Tally(), sizes), measureGrowth(sizes), demands);

describe("The judgement of a hammer run", () => {
  it("enough entries, evenly growing files and stable memory are accepted", () => {
    expect(verdict(STEADY, { floor: 900, soaks: true })).to.deep.equal([]);
  });

  it("fewer entries per second than the floor are rejected", () => {
    expect(verdict(STEADY, { floor: 901, soaks: false })).to.have.length(1);
  });

  it("memory that grows after the warm-up is rejected", () => {
    const leaking = run(
      (at) => 500 + 20 * at,
      (at) => 10 * at,
    );
    const warming = run(
      (at) => Math.min(500, 100 * (at + 1)),
      (at) => 10 * at,
    );
    expect(verdict(leaking)).to.deep.equal(["the gateway's memory grew"]);
    expect(verdict(warming)).to.deep.equal([]);
  });

  it("files that grow faster than entries are rejected", () => {
    const swelling = run(
      () => 500,
      (at) => at * at,
    );
    expect(verdict(swelling)).to.deep.equal(["files grew faster than entries"]);
  });

  it("growth in a short run is ignored", () => {
    const leaking = run(
      (at) => 500 + 20 * at,
      (at) => at * at,
    );
    expect(verdict(leaking, { floor: 0, soaks: false })).to.deep.equal([]);
  });

  it("a fault is rejected", () => {
    const tally = new Tally();
    tally.fault("trace", "an entry is missing");
    expect(judge(outcome(tally), measureGrowth(STEADY), { floor: 0, soaks: false })).to.deep.equal([
      "fault: trace: an entry is missing",
    ]);
  });
});
