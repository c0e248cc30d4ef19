import fc from "fast-check";
import Mocha from "mocha";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileContracts, type CompiledCode } from "./compile-contracts.ts";
import { STAGES } from "./stages.ts";

/** One stage of judging one mutant. */
export interface Trial {
  readonly stage: number;
  readonly file: string;
  readonly text: string;
  /** The suites of the stage to run. */
  readonly suites: readonly string[];
}

/** The result; `killer` is the suite that failed. */
export type Outcome =
  { readonly fate: "stillborn" } | { readonly fate: "passed" } | { readonly fate: "killed"; readonly killer: string };

/** Limit of a test: a mutant may run a transaction until its gas is used up. */
const TEST_LIMIT_MS = 60_000;

const artifacts = join(process.env["PORTOLAN_MUTANT_FOLDER"] ?? "", "artifacts");
const loaded = new Map<string, Mocha>();

// The first failure is enough: no reader needs a smaller counterexample.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

process.on("message", (trial: Trial) => {
  void judge(trial).then((outcome) => process.send?.(outcome));
});

async function judge({ stage, file, text, suites }: Trial): Promise<Outcome> {
  const { contracts, effort } = STAGES[stage] ?? { contracts: {}, effort: "quick" };
  const compiled = compileContracts(contracts, effort, { [file]: text });
  if (compiled === undefined) return { fate: "stillborn" };
  const restore = Object.entries(contracts).flatMap(([source, names]) =>
    names.map((name) => replaceCode(source, name, compiled(source, name))),
  );
  try {
    for (const suite of suites) if (!(await passes(suite))) return { fate: "killed", killer: suite };
    return { fate: "passed" };
  } finally {
    for (const undo of restore) undo();
  }
}

/**
 * Puts the code into the artifact from which suites deploy the contract.
 *
 * @returns a function that restores the old code.
 */
function replaceCode(source: string, name: string, code: CompiledCode | undefined): () => void {
  const path = join(artifacts, source, `${name}.json`);
  const before = readFileSync(path, "utf8");
  const bytecode = `0x${code?.bytecode.object}`;
  const deployedBytecode = `0x${code?.deployedBytecode.object}`;
  writeFileSync(path, JSON.stringify({ ...(JSON.parse(before) as object), bytecode, deployedBytecode }));
  return () => writeFileSync(path, before);
}

async function passes(suite: string): Promise<boolean> {
  const mocha = loaded.get(suite) ?? (await load(suite));
  loaded.set(suite, mocha);
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => resolve(failures === 0 && runner.total > 0));
  });
}

async function load(suite: string): Promise<Mocha> {
  const mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: TEST_LIMIT_MS, bail: true });
  mocha.cleanReferencesAfterRun(false);
  mocha.addFile(suite);
  await mocha.loadFilesAsync();
  return mocha;
}
