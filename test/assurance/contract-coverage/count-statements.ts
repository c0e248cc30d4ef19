import { writeFile } from "node:fs/promises";
import { globSync } from "node:fs";
import hre from "hardhat";
import Mocha from "mocha";

/** The coverage of one file of the contracts. */
export interface ContractCoverage {
  /** Path from the project's root. */
  readonly file: string;
  readonly statements: number;
  readonly executed: number;
  /** Lines with the start of a statement that never ran. */
  readonly missing: readonly number[];
}

/** The data of Hardhat's coverage plugin, which has no public interface. */
interface CoverageManager {
  saveData(id: string): Promise<void>;
  loadData(id: string): Promise<void>;
  getReport(): Promise<
    Record<
      string,
      { executedStatementsCount: number; unexecutedStatementsCount: number; unexecutedLines: ReadonlySet<number> }
    >
  >;
}

/** Suites whose subject is the real code: its bytes, its gas, its paths. */
const ABOUT_THE_CODE = /(formal|formal-cooperation|formal-directory|snapshots|gas|ledger-fuzz)\.test\.ts$/;

// Runs in a separate process, with HARDHAT_CONFIG and HARDHAT_COVERAGE set. Builds the counting contracts, runs the
// suites of the contracts on them, and writes the executed statements to the named file.
const [result] = process.argv.slice(2);
if (result === undefined) throw new Error("The file for the result is missing.");
await hre.tasks.getTask("build").run({ force: true, quiet: true });
const mocha = new Mocha({ timeout: 600_000, reporter: "dot" });
for (const file of globSync("test/contracts/*.test.ts")) if (!ABOUT_THE_CODE.test(file)) mocha.addFile(file);
await mocha.loadFilesAsync();
const failures = await new Promise<number>((resolve) => mocha.run(resolve));
if (failures > 0) throw new Error(`${failures} tests failed.`);

const { _coverage } = hre as typeof hre & { readonly _coverage: CoverageManager };
await _coverage.saveData("contracts");
await _coverage.loadData("contracts");
const report = Object.entries(await _coverage.getReport());
const covered: ContractCoverage[] = report
  .filter(([file]) => file.startsWith("contracts/"))
  .map(([file, { executedStatementsCount: executed, unexecutedStatementsCount, unexecutedLines }]) => ({
    file,
    statements: executed + unexecutedStatementsCount,
    executed,
    missing: [...unexecutedLines],
  }));
await writeFile(result, JSON.stringify(covered));
