import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import { INSTRUMENTER_CONSTANTS, type MutantCoverage, type StrykerOptions } from "@stryker-mutator/api/core";
import {
  determineHitLimitReached,
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import { globSync } from "node:fs";
import Mocha from "mocha";

/** The global variable in which Stryker's instrumented code finds the active mutant. */
const CONTEXT = INSTRUMENTER_CONSTANTS.NAMESPACE;

/** Limit of suites without their own, for mutants that make them wait. */
const TEST_LIMIT_MS = 30_000;

/** The state shared by instrumented code and its runner: Stryker's InstrumenterContext. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  readonly mutantCoverage?: MutantCoverage;
}

const scope = globalThis as { [CONTEXT]?: Switchboard };

/**
 * Runs mocha's suites in Stryker's process, with one active mutant at a time. Stryker's own mocha runner does not
 * start: it reads internal files that mocha 12.0 renamed.
 */
class MochaTestRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);

  readonly #context = (scope[CONTEXT] ??= {});
  readonly #mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: TEST_LIMIT_MS });
  #loaded = false;
  #coverPerTest = false;

  constructor(options: StrykerOptions) {
    this.#mocha.cleanReferencesAfterRun(false);
    for (const file of globSync(options["suites"] as string).sort()) this.#mocha.addFile(file);
    const noteTest = ({ currentTest }: Mocha.Context) => {
      if (this.#coverPerTest) this.#context.currentTestId = currentTest?.fullTitle();
    };
    this.#mocha.suite.beforeEach("note which test it is", function () {
      noteTest(this);
    });
  }

  capabilities(): TestRunnerCapabilities {
    // An imported module cannot be imported again: Stryker starts a new process instead.
    return { reloadEnvironment: false };
  }

  async dryRun({ coverageAnalysis, disableBail }: DryRunOptions): Promise<DryRunResult> {
    this.#coverPerTest = coverageAnalysis === "perTest";
    const result = await this.#run(disableBail);
    this.#coverPerTest = false;
    const { mutantCoverage } = this.#context;
    return result.status === DryRunStatus.Complete && mutantCoverage ? { ...result, mutantCoverage } : result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, testFilter, hitLimit, disableBail } = options;
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    this.#mocha.grep(testFilter === undefined ? /^/ : new RegExp(testFilter.map(exactly).join("|")));
    if (mutantActivation === "static") this.#context.activeMutant = activeMutant.id;
    return toMutantRunResult(await this.#run(disableBail, activeMutant.id));
  }

  async #run(disableBail: boolean, mutant?: string): Promise<DryRunResult> {
    if (!this.#loaded) await this.#mocha.loadFilesAsync();
    this.#loaded = true;
    setBail(this.#mocha.suite, !disableBail);
    this.#context.activeMutant = mutant;
    const tests: TestResult[] = [];
    await new Promise<void>((resolve) => {
      const runner = this.#mocha.run(() => resolve());
      runner.on("pass", (test) => tests.push({ ...told(test), status: TestStatus.Success }));
      runner.on("fail", (test, error: Error) =>
        tests.push({ ...told(test), status: TestStatus.Failed, failureMessage: error.message }),
      );
    });
    return (
      determineHitLimitReached(this.#context.hitCount, this.#context.hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      }
    );
  }
}

const told = (test: Mocha.Runnable) => ({
  id: test.fullTitle(),
  name: test.fullTitle(),
  timeSpentMs: test.duration ?? 0,
  // Lets Stryker reuse the verdicts of an earlier run.
  ...(test.file !== undefined && { fileName: test.file }),
});

const exactly = (title: string) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "mocha-suites", MochaTestRunner)];
