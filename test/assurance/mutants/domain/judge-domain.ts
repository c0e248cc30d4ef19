import type { MutantStatus, PartialStrykerOptions, Position } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Fate, type JudgedMutant, mutantAt } from "../mutant.ts";
import { reportProgressTo } from "./progress-reporter.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** Our verdicts for Stryker's. A mutant with an endless run counts as killed. */
const FATES: Readonly<Record<MutantStatus, Fate>> = {
  Killed: "killed",
  Timeout: "killed",
  Survived: "survived",
  NoCoverage: "survived",
  CompileError: "stillborn",
  RuntimeError: "killed",
  Ignored: "stillborn",
  Pending: "survived",
};

const OPTIONS: PartialStrykerOptions & { suites: string } = {
  // The tables of errors are texts for people; types check their codes and facts.
  mutate: ["src/domain/**/*.ts", "!src/domain/errors/*.errors.ts"],
  suites: "test/domain/**/*.test.ts",
  testRunner: "mocha-suites",
  plugins: [
    "@stryker-mutator/typescript-checker",
    ...["mocha-test-runner.ts", "progress-reporter.ts"].map((file) => join(import.meta.dirname, file)),
  ],
  // A mutant that the types refuse needs no test.
  checkers: ["typescript"],
  tsconfigFile: "test/assurance/mutants/domain/tsconfig.json",
  coverageAnalysis: "perTest",
  // Counting detects most endless runs; a busy machine must not look like one.
  timeoutMS: 15_000,
  concurrency: 2,
  incremental: true,
  incrementalFile: "cache/mutants/domain.json",
  tempDirName: "cache/mutants/sandbox",
  ignorePatterns: ["artifacts", "bench-results", "assurance-results", "data", "dist"],
  disableTypeChecks: false,
  reporters: ["progress-lines"],
  logLevel: "error" as PartialStrykerOptions["logLevel"] & string,
  warnings: false,
};

/** Makes every mutant of the domain and runs its suites on each, in two processes. */
export async function judgeDomain(say: (text: string) => void): Promise<JudgedMutant[]> {
  say("mutants of src/domain, by Stryker");
  reportProgressTo(say);
  const results = await new Stryker(OPTIONS).runMutationTest();
  return results.map(({ fileName, mutatorName: operator, location, replacement, status }) => {
    const text = readFileSync(fileName, "utf8");
    const [start, end] = [offsetOf(text, location.start), offsetOf(text, location.end)];
    return {
      ...mutantAt(relative(ROOT, fileName), text, { operator, start, end, replacement }),
      fate: FATES[status],
    };
  });
}

/** The offset of a line and a column, both from 1. */
function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) start = text.indexOf("\n", start) + 1;
  return start + column - 1;
}
