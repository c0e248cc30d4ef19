import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeLines } from "./code-lines.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** The coverage of one file. */
export interface FileCoverage {
  /** Path from the project's root. */
  readonly file: string;
  /** Number of lines with code, and of those that ran. */
  readonly lines: Ratio;
  /** Number of branches as V8 counts them, and of those that were taken. */
  readonly branches: Ratio;
}

export interface Ratio {
  readonly total: number;
  readonly covered: number;
}

/** The read members of istanbul's `coverage-final.json`. A statement of c8 is one line. */
interface IstanbulFile {
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
  readonly s: Readonly<Record<string, number>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
}

/**
 * The coverage of the TypeScript files below `sources`, including files that no test loads. It excludes lines of types,
 * comments and blanks, which V8 would count as executed.
 *
 * @param folder The folder of Node's counts (`NODE_V8_COVERAGE`).
 * @param sources Paths from the project's root.
 */
export async function readCoverage(folder: string, sources: readonly string[]): Promise<FileCoverage[]> {
  const report = join(folder, "report");
  const c8 = spawn(
    join(ROOT, "node_modules", ".bin", "c8"),
    [
      ...["report", "--temp-directory", folder, "--reports-dir", report, "--reporter", "json", "--merge-async"],
      ...["--exclude", "", ...sources.flatMap((source) => ["--include", `${source}/**/*.ts`])],
    ],
    { cwd: ROOT, stdio: "inherit" },
  );
  const [code] = (await once(c8, "exit")) as [number | null];
  if (code !== 0) throw new Error(`c8 ended with ${String(code)}.`);
  const counted = JSON.parse(readFileSync(join(report, "coverage-final.json"), "utf8")) as Record<string, IstanbulFile>;
  return sources
    .flatMap((source) => globSync(`${source}/**/*.ts`, { cwd: ROOT }))
    .sort()
    .map((file) => coverageOf(file, counted[join(ROOT, file)]));
}

function coverageOf(file: string, counted: IstanbulFile | undefined): FileCoverage {
  const lines = codeLines(readFileSync(join(ROOT, file), "utf8"));
  if (counted === undefined)
    return { file, lines: { total: lines.size, covered: 0 }, branches: { total: 0, covered: 0 } };
  const ran = Object.entries(counted.statementMap).filter(
    ([id, { start }]) => lines.has(start.line) && (counted.s[id] ?? 0) > 0,
  );
  const ways = Object.values(counted.b).flat();
  return {
    file,
    lines: { total: lines.size, covered: ran.length },
    branches: { total: ways.length, covered: ways.filter((times) => times > 0).length },
  };
}
