import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { bundle } from "../../scripts/program/bundle.ts";
import { PROGRAMS } from "../../scripts/program/programs.ts";
import { PATCHES_VARIABLE } from "../assurance/steps/order.ts";
import { patched, type SourcePatch } from "../assurance/steps/patch-sources.ts";
import { WATCHED_PLACES } from "../assurance/steps/watched-places.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDER = join(ROOT, "dist", "test-programs");

/** The programs that tests start in child processes: those of users, bundled in the same way, and those of tests. */
const TEST_PROGRAMS = {
  ...PROGRAMS,
  hammer: "scripts/hammer.ts",
  "hanging-server": "test/cli/hanging-server.ts",
  "run-gateway": "test/support/run-gateway.ts",
  "run-node": "test/node/run-node.ts",
  "run-witness": "test/support/run-witness.ts",
  "watch-bundled": "test/assurance/steps/watch-bundled.ts",
} as const;

export type TestProgram = keyof typeof TEST_PROGRAMS;

/** Files that a bundle depends on. Contracts are compiled before every run. */
const SOURCES = ["{src,scripts,deploy,types}/**/*.{ts,json}", "test/**/*.ts", "*.{ts,json}"];

/** Milliseconds after which a bundle of other sources is deleted: a run that started with it is over. */
const STALE_MS = 3_600_000;

const built = new Map<string, Promise<string>>();

/**
 * The path of a program, bundled from the present sources.
 *
 * @param patches Places of the sources that the bundle changes.
 */
export async function programFile(name: TestProgram, patches: readonly SourcePatch[] = []): Promise<string> {
  // Coverage counts the lines of the sources.
  if (process.env["NODE_V8_COVERAGE"] !== undefined && patches.length === 0) return join(ROOT, TEST_PROGRAMS[name]);
  const variant = JSON.stringify(patches);
  let folder = built.get(variant);
  if (folder === undefined) {
    folder = bundledPrograms(patches);
    built.set(variant, folder);
  }
  return join(await folder, `${name}.js`);
}

/** A program, and the environment in which it runs. */
export interface RunnableProgram {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A program of tests for this environment. One that a `Watch` watches is bundled with its watchers. With planted
 * faults, which differ from test to test, it runs from its sources.
 */
export async function programIn(
  environment: Readonly<Record<string, string>>,
  name: "run-gateway" | "run-node" | "run-witness",
): Promise<RunnableProgram> {
  const faults = environment[PATCHES_VARIABLE];
  if (faults === undefined) return { file: await programFile(name), environment };
  if (faults !== "[]") return { file: join(ROOT, TEST_PROGRAMS[name]), environment };
  const watchers = await programFile("watch-bundled", WATCHED_PLACES);
  const options = `--disable-warning=ExperimentalWarning --import=${watchers}`;
  return {
    file: await programFile(name, WATCHED_PLACES),
    environment: { ...environment, NODE_OPTIONS: options },
  };
}

/** Bundles what the suites start, so that no two workers do the same work. */
export async function bundleAll(): Promise<void> {
  await programFile("portolan");
  await programFile("run-gateway", WATCHED_PLACES);
}

/** The folder of the bundled programs. Builds them unless another process has done so. */
async function bundledPrograms(patches: readonly SourcePatch[]): Promise<string> {
  const folder = join(FOLDER, digestOf(patches));
  if (existsSync(folder)) return folder;
  const { build } = await import("vite");
  mkdirSync(FOLDER, { recursive: true });
  removeStale();
  const fresh = mkdtempSync(`${folder}-`);
  await build({
    ...bundle({ programs: TEST_PROGRAMS, folder: fresh, plugins: [patching(patches)] }),
    configFile: false,
  });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

function digestOf(patches: readonly SourcePatch[]): string {
  const hash = createHash("sha256").update(JSON.stringify(patches));
  for (const file of globSync(SOURCES, { cwd: ROOT, exclude: ["**/*.test.ts"] }).toSorted())
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex").slice(0, 16);
}

function removeStale(): void {
  for (const folder of globSync(join(FOLDER, "*"))) {
    if (Date.now() - statSync(folder).mtimeMs > STALE_MS) rmSync(folder, { recursive: true });
  }
}

function patching(patches: readonly SourcePatch[]): Plugin {
  return {
    name: "portolan-patching",
    enforce: "pre",
    transform: (code, id) =>
      patched(
        code,
        patches.filter(({ file }) => id === join(ROOT, file)),
      ),
  };
}
