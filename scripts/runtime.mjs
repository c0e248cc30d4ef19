// Plain JavaScript that imports only built-in modules, because it runs under Node 20 before the installation.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === "win32";
const runtime = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");

function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)));
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}

/** Runs `work` unless the file `stamp` shows that it ran with the same `inputs`. */
function once(stamp, inputs, announcement, work) {
  const path = join(root, stamp);
  const wanted = digest(inputs);
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) return;
  process.stderr.write(`${announcement}\n`);
  work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
}

function run(command, args, failure) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8", shell: windows });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${error ? `${error.message}\n` : ""}portolan: ${failure}\n`);
  process.exit(1);
}

/** Installs the packages of package-lock.json, compiles the contracts, and builds program and pages, each if its sources changed. */
export function setUp() {
  once(
    "node_modules/.portolan-installed",
    ["package-lock.json"],
    "Installing the packages that package-lock.json names (about a minute on a first start) …",
    () =>
      // Under an older Node, npm silently skips native packages that require a newer one.
      run("npx", ["--yes", "--package=node@24", "--", "npm", "ci"], "npm ci failed."),
  );

  once(
    "artifacts/.portolan-compiled",
    [
      "package-lock.json",
      "hardhat.config.ts",
      ...filesBelow("contracts"),
      ...filesBelow("test/contracts").filter((path) => path.endsWith(".sol")),
    ],
    "Compiling the contracts …",
    () =>
      run(runtime, [join(root, "node_modules", "hardhat", "dist", "src", "cli.js"), "compile"], "compiling failed."),
  );

  once(
    "dist/.portolan-built",
    ["package-lock.json", ...["src/console", "src/api", "src/audit", "src/domain"].flatMap(filesBelow)],
    "Building the console …",
    () =>
      run(
        runtime,
        [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--config", "src/console/vite.config.ts"],
        "building the console failed.",
      ),
  );

  once(
    "dist/.portolan-program-built",
    [
      "package-lock.json",
      "hardhat.config.ts",
      ...["contracts", "deploy", "scripts", "src"]
        .flatMap(filesBelow)
        .filter((path) => !/\.(tsx|css|html)$/.test(path)),
    ],
    "Building the program …",
    () =>
      run(
        runtime,
        [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--config", "scripts/program/vite.config.ts"],
        "building the program failed.",
      ),
  );

  once(
    "dist/.portolan-verify-built",
    ["package-lock.json", "src/ledger/rlp.ts", ...["contracts", "src/audit", "src/domain"].flatMap(filesBelow)],
    "Building the page that verifies evidence …",
    () =>
      run(
        runtime,
        [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--config", "src/audit/page/vite.config.ts"],
        "building the page that verifies evidence failed.",
      ),
  );
}

/**
 * Runs a program of this repository under Node 24, which npm installs as a package. This process ends with the
 * same exit status or signal.
 */
export function runUnderRuntime(file, args) {
  const child = spawn(runtime, ["--disable-warning=ExperimentalWarning", join(root, file), ...args], {
    stdio: "inherit",
    env: {
      // Node's compile cache, which makes later starts faster.
      NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
      ...process.env,
      PATH: `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`,
    },
  });
  // A terminal sends Ctrl-C to the whole process group; a supervisor signals only this process.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
