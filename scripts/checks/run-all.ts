import { runCheck, type Check } from "./run-check.ts";
import { runSuites } from "./run-suites.ts";

/** Minutes after which the suites count as hung. Two idle cores need less than a third of this time. */
const LIMIT_MINUTES = 30;

/**
 * Runs the suites and, at the same time, the checks, one after the other. The last line is `N passed, N failed`, in
 * which each check counts as one test.
 *
 * @returns the exit status.
 */
export async function runAll(checks: readonly Check[], patterns: readonly string[]): Promise<0 | 1> {
  const names = checks.map(({ name }) => name).join(", ");
  console.log(`Running the suites on a real chain and real databases (some minutes), and beside them: ${names} …`);
  const [suites, results] = await Promise.all([runSuites(patterns, LIMIT_MINUTES), runInTurn(checks)]);
  const passed = suites.passed + results.filter((result) => result).length;
  const failed = suites.failed + results.filter((result) => !result).length;
  console.log(`\n${passed} passed, ${failed} failed${suites.skipped === 0 ? "" : `, ${suites.skipped} skipped`}`);
  return failed === 0 ? 0 : 1;
}

async function runInTurn(checks: readonly Check[]): Promise<boolean[]> {
  const results: boolean[] = [];
  for (const check of checks) results.push(await runCheck(check));
  return results;
}
