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

describe("Every path through the compiled rules", function () {
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

  it("each path returns the same bytes as the chain's EVM", async () => {
    expect(await replayPaths(call, paths)).to.equal(paths.length);
  });

  it("the paths record entries of every kind, so that no proof is vacuous", async () => {
    expect(await kindsThatGoThrough(call, paths, solver)).to.deep.equal(KIND_NAMES);
  });

  it("no entry breaks an invariant in any sound situation", async () => {
    const broken = await findCounterexamples(INVARIANTS, call, paths, solver);

    expect([...broken.keys()].map(({ sentence }) => sentence)).to.deep.equal([]);
  });

  // One bug for each kind of proof; `npm run assurance` plants all bugs.
  for (const sentence of ["Goods are not forfeited without notice", "A refused entry changes nothing"]) {
    it(`a planted bug is found to break "${sentence}"`, async () => {
      const invariant = INVARIANTS.find((one) => one.sentence === sentence);
      if (invariant === undefined) throw new Error("There is no such invariant.");
      const mutant = transitionCall(await compileWithBug(HARNESS, invariant.plantedBug));
      const found = await findCounterexamples([invariant], mutant, await transitionPaths(mutant, solver), solver);

      expect(found.has(invariant)).to.be.true;
    });
  }
});
