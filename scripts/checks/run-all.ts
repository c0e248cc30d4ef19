import { runCheck, type Check } from "./run-check.ts";
import { runSuites } from "./run-suites.ts";

/** Minutes after which the suites count as hung; on two cores they need less than a third of it with nothing else running. */
const LIMIT_MINUTES = 30;

/**
 * Runs the suites, and beside them the checks, one after the other; ends with the line `N passed, N failed`, in which
 * each check counts as one test. Gives the exit status.
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
