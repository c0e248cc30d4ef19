import { expect } from "chai";
import { KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { compileWithBugs, HARNESS, readCompiled } from "../assurance/formal/compile-with-bugs.ts";
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

  // One bug for each kind of proof; `npm run assurance` plants all bugs, each alone.
  it("planted bugs are found to break their invariants", async () => {
    const sentences = ["Goods are not forfeited without notice", "A refused entry changes nothing"];
    const invariants = INVARIANTS.filter(({ sentence }) => sentences.includes(sentence));
    const bugs = invariants.map(({ plantedBug }) => plantedBug);
    const mutant = transitionCall(await compileWithBugs(HARNESS, bugs));
    const found = await findCounterexamples(invariants, mutant, await transitionPaths(mutant, solver), solver);

    expect(Array.from(found.keys(), ({ sentence }) => sentence)).to.have.members(sentences);
  });
});
