import { expect } from "chai";
import type { ActKind } from "../../src/domain/cooperation/act-kind.ts";
import { compileWithBugs, readCompiled } from "../assurance/formal/compile-with-bugs.ts";
import { COOPERATION_INVARIANTS } from "../assurance/formal/cooperation-invariants.ts";
import { breaks, COOPERATION_HARNESS, exploreOnce, type PathsOfKind } from "../assurance/formal/prove-cooperation.ts";
import { replayPaths } from "../assurance/formal/replay-paths.ts";
import { Solver } from "../assurance/formal/solver.ts";

const MANY_KINDS = 10;
const PROVED = COOPERATION_INVARIANTS.filter(({ kinds }) => kinds.length < MANY_KINDS);

describe("Every path through the compiled rules of cooperation", function () {
  this.timeout(600_000);
  let solver: Solver;
  let pathsOf: (kind: ActKind) => Promise<PathsOfKind>;

  before(async () => {
    solver = await Solver.start();
    pathsOf = exploreOnce(await readCompiled(COOPERATION_HARNESS), solver);
  });

  after(() => solver.stop());

  // `npm run assurance` replays the paths of all kinds.
  for (const kind of ["Release", "Onward", "Return", "ExtendSeal"] as const) {
    it(`each path of the kind ${kind} returns the same bytes as the chain's EVM`, async () => {
      const { call, paths } = await pathsOf(kind);

      expect(await replayPaths(call, paths)).to.equal(paths.length);
    });
  }

  // `npm run assurance` also proves the invariants of acts of every kind, which take longer.
  for (const invariant of PROVED) {
    it(`no act in any sound situation breaks "${invariant.sentence}"`, async () => {
      expect(await breaks(invariant, pathsOf, solver)).to.be.false;
    });
  }

  // `npm run assurance` plants each bug alone.
  it("each planted bug of these invariants is found", async () => {
    const bugs = PROVED.map(({ plantedBug }) => plantedBug);
    const mutant = exploreOnce(await compileWithBugs(COOPERATION_HARNESS, bugs), solver);
    const missed: string[] = [];
    for (const invariant of PROVED) if (!(await breaks(invariant, mutant, solver))) missed.push(invariant.sentence);

    expect(missed).to.deep.equal([]);
  });
});
