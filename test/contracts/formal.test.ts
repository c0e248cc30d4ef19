import { expect } from "chai";
import { KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { compileWithBug, HARNESS, readCompiled } from "../assurance/formal/compile-with-bug.ts";
import { INVARIANTS } from "../assurance/formal/invariants.ts";
import { kindsThatGoThrough } from "../assurance/formal/kinds-that-go-through.ts";
import { findCounterexamples } from "../assurance/formal/prove.ts";
import { replayPaths } from "../assurance/formal/replay-paths.ts";
import { Solver } from "../assurance/formal/solver.ts";
import { type TransitionCall, transitionCall } from "../assurance/formal/transition-call.ts";
import { type TransitionPath, transitionPaths } from "../assurance/formal/transition-path.ts";

describe("The compiled rules, on every way through them", function () {
  this.timeout(300_000);
  let solver: Solver;
  let call: TransitionCall;
  let paths: TransitionPath[];

  before(async () => {
    solver = await Solver.start();
    call = transitionCall(await readCompiled(HARNESS));
    paths = await transitionPaths(call, solver);
  });

  after(() => solver.stop());

  it("end as the chain's own EVM ends, with the same bytes", async () => {
    expect(await replayPaths(call, paths)).to.equal(paths.length);
  });

  it("allow entries of every kind, so that what is proved of them is not empty", async () => {
    expect(await kindsThatGoThrough(call, paths, solver)).to.deep.equal(KIND_NAMES);
  });

  it("keep every invariant, in every sound situation and for every entry", async () => {
    const broken = await findCounterexamples(INVARIANTS, call, paths, solver);

    expect([...broken.keys()].map(({ sentence }) => sentence)).to.deep.equal([]);
  });

  // One of each kind of proof; `npm run assurance` plants them all.
  for (const sentence of ["Goods are not forfeited without notice", "A refused entry changes nothing"]) {
    it(`would be found to break "${sentence}"`, async () => {
      const invariant = INVARIANTS.find((one) => one.sentence === sentence);
      if (invariant === undefined) throw new Error("There is no such invariant.");
      const mutant = transitionCall(await compileWithBug(HARNESS, invariant.plantedBug));
      const found = await findCounterexamples([invariant], mutant, await transitionPaths(mutant, solver), solver);

      expect(found.has(invariant)).to.be.true;
    });
  }
});
