import { spawn } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleAll } from "../../test/support/programs.ts";
import { startPostgresServer } from "../../test/support/postgres-server.ts";
import type { Counts } from "./count-reporter.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** The longest suites. They start first, so that all workers end at nearly the same time. */
const LONGEST = [
  "test/gateway/record/crash.test.ts",
  "test/contracts/formal.test.ts",
  "test/console/screens.test.ts",
  "test/node/crash.test.ts",
  "test/start/consortium/run-consortium.test.ts",
  "test/http/api-fuzz.test.ts",
  "test/contracts/cooperation-random.test.ts",
  "test/gateway/exchange/killed-receiver.test.ts",
  "test/cli/until-stopped.test.ts",
  "test/audit/lies/lies.test.ts",
  "test/cli/new-member.test.ts",
  "test/assurance/crashes/exchange-crash.test.ts",
  "test/console/console.test.ts",
  "test/console/exchange.test.ts",
  "test/assurance/faults/faults.test.ts",
  "test/attacks/regular-expressions.test.ts",
  "test/cli/start.test.ts",
  "test/audit/witness/witness-crash.test.ts",
  "test/console/work.test.ts",
  "test/assurance/hammer/hammer.test.ts",
  "test/assurance/exchange/network/exchange.test.ts",
  "test/assurance/syscalls/syscalls.test.ts",
  "test/assurance/faults/simulation.test.ts",
];

/** Every suite, the longest first. */
function allSuites(): string[] {
  const others = globSync("test/**/*.test.ts", { cwd: ROOT, exclude: LONGEST });
  return [...LONGEST, ...others.toSorted()];
}

/**
 * The server of all suites does not sync. What a killed server has written stays in the system's memory, and no suite
 * lets the system crash.
 */
const WITHOUT_SYNCS = ["fsync=off", "full_page_writes=off"];

/** Bytes that a file system in memory must have free to hold the databases of the suites. */
const MEMORY_BYTES = 4 * 2 ** 30;

/**
 * The system's file system in memory, or the temporary folder where there is none or a small one. A database consists of
 * some hundred files: on a disk it costs half a second of processor time to make and to remove, in memory a tenth.
 */
function memoryFolder(): string {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize < MEMORY_BYTES ? tmpdir() : memory;
}

/**
 * Runs every mocha suite with one PostgreSQL server, and prints mocha's output. A run fails if it has no test, a test
 * with `.only`, or no counts at its end.
 *
 * @param patterns files to run instead of all.
 * @param limitMinutes time limit, after which mocha is stopped.
 * @param settings environment variables for the suites, in addition to those of this process.
 * @param hooks file with mocha's root hooks.
 */
export async function runSuites(
  patterns: readonly string[],
  limitMinutes: number,
  settings: Readonly<Record<string, string>> = {},
  hooks?: string,
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "portolan-counts-"));
  const counts = join(folder, "counts.json");
  const reporter = join(import.meta.dirname, "count-reporter.ts");
  const postgres = await startPostgresServer({ settings: WITHOUT_SYNCS, parent: memoryFolder() });
  try {
    if (patterns.length === 0) await bundleAll();
    const code = await runMocha(limitMinutes, { ...settings, TEST_POSTGRES_URL: postgres.url }, [
      ...["--fail-zero", "--forbid-only", "--reporter", reporter, "--reporter-option", `counts=${counts}`],
      ...(hooks === undefined ? [] : ["--require", hooks]),
      ...(patterns.length === 0 ? allSuites() : patterns),
    ]);
    const counted = readCounts(counts);
    return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

function runMocha(
  limitMinutes: number,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, "node_modules", ".bin", "mocha"), args, {
      cwd: ROOT,
      env: { ...process.env, ...settings, NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "inherit", "inherit"],
      timeout: limitMinutes * 60_000,
      // Only this signal also makes mocha end its workers.
      killSignal: "SIGINT",
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
