import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** The numbers of passed, failed and skipped tests. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Mocha's `dot` reporter. Also prints the title of each failed test at once, because a run takes minutes, and writes the
 * counts as JSON to the file of the reporter's option `counts`.
 */
export default class CountReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { counts } = options.reporterOptions as { counts: string };
    runner.on("fail", (test) => process.stdout.write(` failed: ${test.fullTitle()} `));
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const document: Counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(counts, JSON.stringify(document));
    });
  }
}
