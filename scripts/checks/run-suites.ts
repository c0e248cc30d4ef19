import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Counts } from "./count-reporter.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Minutes that all suites together may take. */
const LIMIT_MINUTES = 10;

/**
 * Runs every mocha suite that `.mocharc.json` names and shows what mocha shows. No test at all, one that is singled
 * out by `.only`, and a run that ends without saying how it went are failures.
 *
 * @param patterns files to run instead.
 */
export async function runSuites(patterns: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "portolan-counts-"));
  const counts = join(folder, "counts.json");
  const reporter = join(import.meta.dirname, "count-reporter.ts");
  try {
    const code = await runMocha([
      ...["--fail-zero", "--forbid-only", "--reporter", reporter, "--reporter-option", `counts=${counts}`],
      ...(patterns.length === 0 ? [] : ["--spec", ...patterns]),
    ]);
    const counted = readCounts(counts);
    return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runMocha(args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, "node_modules", ".bin", "mocha"), args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: LIMIT_MINUTES * 60_000,
    });
    child.once("error", reject);
    child.once("close", resolve);
  });
}

function readCounts(path: string): Counts {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
