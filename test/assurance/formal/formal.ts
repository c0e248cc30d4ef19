import type { Finding, Part } from "../part.ts";
import { compileWithBugs, HARNESS, readCompiled } from "./compile-with-bugs.ts";
import { COOPERATION_INVARIANTS } from "./cooperation-invariants.ts";
import { breaks, COOPERATION_HARNESS, exploreOnce } from "./prove-cooperation.ts";
import { DIRECTORY_HARNESS, isBroken } from "./prove-directory.ts";
import { DIRECTORY_INVARIANTS } from "./directory-invariants.ts";
import type { Invariant } from "./invariant.ts";
import { INVARIANTS } from "./invariants.ts";
import { findCounterexamples } from "./prove.ts";
import { kindsThatGoThrough } from "./kinds-that-go-through.ts";
import { replayPaths } from "./replay-paths.ts";
import { Solver } from "./solver.ts";
import { transitionCall } from "./transition-call.ts";
import { transitionPaths } from "./transition-path.ts";
import { ACT_KIND_NAMES } from "../../../src/domain/cooperation/act-kind.ts";
import { KIND_NAMES } from "../../../src/domain/rules/kind.ts";

/** Proves the invariants of the rules on their compiled code, and finds the planted bug of each proof. */
export const FORMAL: Part = {
  promise: "The compiled rules keep every invariant, for each sound state and each entry",
  minutes: 10,
  run: prove,
};

async function prove(say: (text: string) => void): Promise<Finding[]> {
  const solver = await Solver.start();
  try {
    const call = transitionCall(await readCompiled(HARNESS));
    const paths = await transitionPaths(call, solver);
    say(`${paths.length} paths through the rules`);
    const broken = await findCounterexamples(INVARIANTS, call, paths, solver);
    const through = await kindsThatGoThrough(call, paths, solver);
    const findings: Finding[] = [
      {
        what: "paths through the rules, replayed on the chain's EVM with the same result",
        count: paths.length,
        held: await replayPaths(call, paths),
      },
      {
        what: "kinds of entries that a sound state allows",
        count: KIND_NAMES.length,
        held: through.length,
      },
    ];
    for (const invariant of INVARIANTS) {
      const caught = await isCaught(invariant, solver);
      const proved = !broken.has(invariant);
      say(`${proved ? "proved" : "BROKEN"}, planted bug ${caught ? "found" : "NOT FOUND"}: ${invariant.sentence}`);
      findings.push({
        what: `${invariant.sentence}: proved, and its planted bug found`,
        count: 2,
        held: Number(proved) + Number(caught),
        note: proved ? `planted in ${invariant.plantedBug.source}.${invariant.plantedBug.rule}` : "broken",
      });
    }
    for (const invariant of DIRECTORY_INVARIANTS) {
      const proved = !(await isBroken(invariant, await readCompiled(DIRECTORY_HARNESS), solver));
      const caught = await isBroken(
        invariant,
        await compileWithBugs(DIRECTORY_HARNESS, [invariant.plantedBug]),
        solver,
      );
      findings.push({
        what: `${invariant.sentence}: proved, and its planted bug found`,
        count: 2,
        held: Number(proved) + Number(caught),
        note: proved ? `planted in ${invariant.plantedBug.source}.${invariant.plantedBug.rule}` : "broken",
      });
    }
    return [...findings, ...(await proveCooperation(solver, say))];
  } finally {
    await solver.stop();
  }
}

async function proveCooperation(solver: Solver, say: (text: string) => void): Promise<Finding[]> {
  const findings: Finding[] = [];
  const pathsOf = exploreOnce(await readCompiled(COOPERATION_HARNESS), solver);
  for (const kind of ACT_KIND_NAMES) {
    const { call, paths } = await pathsOf(kind);
    const what = `paths of the kind ${kind} through the rules of cooperation, replayed on the chain's EVM with the same result`;
    findings.push({ what, count: paths.length, held: await replayPaths(call, paths) });
  }
  for (const invariant of COOPERATION_INVARIANTS) {
    const { source, rule } = invariant.plantedBug;
    const proved = !(await breaks(invariant, pathsOf, solver));
    const mutant = await compileWithBugs(COOPERATION_HARNESS, [invariant.plantedBug]);
    const caught = await breaks(invariant, exploreOnce(mutant, solver), solver);
    say(`${proved ? "proved" : "BROKEN"}, planted bug ${caught ? "found" : "NOT FOUND"}: ${invariant.sentence}`);
    findings.push({
      what: `${invariant.sentence}: proved, and its planted bug found`,
      count: 2,
      held: Number(proved) + Number(caught),
      note: proved ? `planted in ${source}.${rule}` : "broken",
    });
  }
  return findings;
}

async function isCaught(invariant: Invariant, solver: Solver): Promise<boolean> {
  const call = transitionCall(await compileWithBugs(HARNESS, [invariant.plantedBug]));
  const paths = await transitionPaths(call, solver);
  return (await findCounterexamples([invariant], call, paths, solver)).has(invariant);
}
