import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** How many tests ended in which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Mocha's `dot` reporter, which also writes the counts as JSON to the file of the option `counts`. */
export default class CountReporter extends Mocha.reporters.Dot {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { counts } = options.reporterOptions as { counts: string };
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const document: Counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(counts, JSON.stringify(document));
    });
  }
}
