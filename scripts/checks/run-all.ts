import { runCheck, type Check } from "./run-check.ts";
import { runSuites } from "./run-suites.ts";

/** Minutes that all suites together may take; on two cores, with nothing else running, they need about half. */
const LIMIT_MINUTES = 15;

/**
 * Runs the checks and then the suites, and ends with the line `N passed, N failed`, in which each check counts as one
 * test. Gives the exit status.
 */
export async function runAll(checks: readonly Check[], patterns: readonly string[]): Promise<0 | 1> {
  console.log(`Checking ${checks.map(({ name }) => name).join(", ")} …`);
  const results = await Promise.all(checks.map(runCheck));
  console.log("Running the suites on a real chain and real databases (some minutes) …");
  const suites = await runSuites(patterns, LIMIT_MINUTES);
  const passed = suites.passed + results.filter((result) => result).length;
  const failed = suites.failed + results.filter((result) => !result).length;
  console.log(`\n${passed} passed, ${failed} failed${suites.skipped === 0 ? "" : `, ${suites.skipped} skipped`}`);
  return failed === 0 ? 0 : 1;
}
