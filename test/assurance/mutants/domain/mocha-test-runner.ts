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

/** Where Stryker's instrumented code looks for the mutant that is switched on. */
const CONTEXT = INSTRUMENTER_CONSTANTS.NAMESPACE;

/** Suites without a limit of their own fail after this, when a mutant has them wait. */
const TEST_LIMIT_MS = 30_000;

/** What instrumented code and its runner tell each other: Stryker's InstrumenterContext. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  readonly mutantCoverage?: MutantCoverage;
}

const scope = globalThis as { [CONTEXT]?: Switchboard };

/**
 * Runs mocha's suites in Stryker's process, with one mutant switched on at a time. Stryker's own runner for mocha reads
 * files inside of mocha that mocha 12.0 has under other names, and so does not start.
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
    const tellTest = ({ currentTest }: Mocha.Context) => {
      if (this.#coverPerTest) this.#context.currentTestId = currentTest?.fullTitle();
    };
    this.#mocha.suite.beforeEach("tell which test it is", function () {
      tellTest(this);
    });
  }

  capabilities(): TestRunnerCapabilities {
    // A module that was imported cannot be imported again: Stryker begins a new process where it would have to be.
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
  // By this Stryker knows which verdicts of an earlier run still stand.
  ...(test.file !== undefined && { fileName: test.file }),
});

const exactly = (title: string) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "mocha-suites", MochaTestRunner)];
