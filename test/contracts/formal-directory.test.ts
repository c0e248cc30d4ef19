import { expect } from "chai";
import { compileWithBug, readCompiled } from "../assurance/formal/compile-with-bug.ts";
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

  // One bug for each rule; `npm run assurance` plants all bugs.
  for (const sentence of [
    "A pending change takes effect no earlier than its time",
    "A publication never replaces a pending change",
    "A recovery leaves the valid endpoint, recovery digest and generation until its delay",
  ]) {
    it(`a planted bug is found to break "${sentence}"`, async () => {
      const invariant = DIRECTORY_INVARIANTS.find((one) => one.sentence === sentence);
      if (invariant === undefined) throw new Error("There is no such invariant.");

      expect(await isBroken(invariant, await compileWithBug(DIRECTORY_HARNESS, invariant.plantedBug), solver)).to.be
        .true;
    });
  }
});
