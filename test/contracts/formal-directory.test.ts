import { expect } from "chai";
import { compileWithBugs, readCompiled } from "../assurance/formal/compile-with-bugs.ts";
import { DIRECTORY_INVARIANTS } from "../assurance/formal/directory-invariants.ts";
import { explorePaths } from "../assurance/formal/explore-paths.ts";
import { harnessCall } from "../assurance/formal/harness-call.ts";
import { DIRECTORY_HARNESS, isBroken } from "../assurance/formal/prove-directory.ts";
import { replayPaths } from "../assurance/formal/replay-paths.ts";
import { Solver } from "../assurance/formal/solver.ts";

describe("Every path through the compiled rules of the directory", function () {
  this.timeout(300_000);
  let solver: Solver;

  before(async () => {
    solver = await Solver.start();
  });

  after(() => solver.stop());

  for (const rule of ["settle", "publish", "recover"]) {
    it(`each path through ${rule} returns the same bytes as the chain's EVM`, async () => {
      const call = harnessCall(await readCompiled(DIRECTORY_HARNESS), rule);
      const paths = await explorePaths(call, solver);

      expect(await replayPaths(call, paths)).to.equal(paths.length);
    });
  }

  for (const invariant of DIRECTORY_INVARIANTS) {
    it(`no record and no change break "${invariant.sentence}"`, async () => {
      expect(await isBroken(invariant, await readCompiled(DIRECTORY_HARNESS), solver)).to.be.false;
    });
  }

  // One bug for each rule; `npm run assurance` plants all bugs, each alone.
  it("planted bugs are found to break their invariants", async () => {
    const sentences = [
      "A pending change takes effect no earlier than its time",
      "A publication never replaces a pending change",
      "A recovery leaves the valid endpoint, recovery digest and generation until its delay",
    ];
    const invariants = DIRECTORY_INVARIANTS.filter(({ sentence }) => sentences.includes(sentence));
    const bugs = invariants.map(({ plantedBug }) => plantedBug);
    const mutant = await compileWithBugs(DIRECTORY_HARNESS, bugs);

    expect(invariants).to.have.length(sentences.length);
    for (const invariant of invariants)
      expect(await isBroken(invariant, mutant, solver), invariant.sentence).to.be.true;
  });
});
