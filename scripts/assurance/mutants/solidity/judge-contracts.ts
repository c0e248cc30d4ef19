import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fate, JudgedMutant } from "../mutant.ts";
import { parseContracts } from "./compile-contracts.ts";
import { findMutants, type SolidityMutant } from "./find-mutants.ts";
import type { Outcome } from "./mutant-worker.ts";
import { STAGES } from "./stages.ts";
import { nodesOf } from "./syntax-node.ts";
import { suiteDigest } from "./suite-digest.ts";
import { WorkerProcess } from "./worker-process.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** What earlier runs found, by what was judged and by whom. */
const MEMORY = join(ROOT, "cache", "mutants", "contracts.json");

const WORKERS = 2;

/** A stage with what decides whether an earlier judgement of it still stands. */
interface PreparedStage {
  readonly index: number;
  readonly files: ReadonlySet<string>;
  readonly digest: string;
  readonly suites: readonly { readonly path: string; readonly digest: string }[];
}

/** Makes every mutant of the contracts and lets the suites judge it, on two processes. */
export async function judgeContracts(say: (text: string) => void): Promise<JudgedMutant[]> {
  const { stages, trees, texts } = prepare();
  const mutants = [...trees]
    .filter(([file]) => file.startsWith("contracts/"))
    .flatMap(([file, tree]) => findMutants(file, texts.get(file) ?? "", tree, [...trees.values()]));
  say(`${mutants.length} mutants of the contracts`);
  const memory = new Map(Object.entries(recall()));
  const judged: JudgedMutant[] = [];
  const waiting = mutants.entries();
  const work = async (worker: WorkerProcess) => {
    for (const [number, mutant] of waiting) {
      judged[number] = { ...withoutText(mutant), fate: await judge(mutant, stages, memory, worker) };
      if (number % 25 === 0) {
        say(`${number} of ${mutants.length} judged`);
        remember(memory);
      }
    }
  };
  const workers = Array.from({ length: WORKERS }, () => new WorkerProcess());
  try {
    await Promise.all(workers.map(work));
  } finally {
    remember(memory);
    for (const worker of workers) worker.stop();
  }
  return judged;
}

async function judge(
  mutant: SolidityMutant,
  stages: readonly PreparedStage[],
  memory: Map<string, Outcome>,
  worker: WorkerProcess,
): Promise<Fate> {
  let fate: Fate = "stillborn";
  for (const { index, files, digest, suites } of stages) {
    if (!files.has(mutant.file)) continue;
    const code = sha256(digest, mutant.file, mutant.text);
    const known = suites.map((suite) => memory.get(sha256(code, suite.digest)));
    if (known.some((outcome) => outcome?.fate === "killed")) return "killed";
    if (memory.get(code)?.fate === "stillborn") continue;
    const unknown = suites.filter((_, i) => known[i] === undefined);
    if (unknown.length > 0) {
      const { file, text } = mutant;
      const outcome = await worker.judge({ stage: index, file, text, suites: unknown.map(({ path }) => path) });
      if (outcome.fate === "stillborn") {
        memory.set(code, outcome);
        continue;
      }
      const killer = outcome.fate === "killed" ? outcome.killer : undefined;
      for (const suite of unknown) {
        memory.set(sha256(code, suite.digest), suite.path === killer ? outcome : { fate: "passed" });
        if (suite.path === killer) return "killed";
      }
    }
    fate = "survived";
  }
  return fate;
}

function prepare() {
  const trees = parseContracts(STAGES.flatMap(({ contracts }) => Object.keys(contracts)));
  const texts = new Map(
    [...trees.keys()].map((file) => [
      file,
      readFileSync(join(ROOT, file.startsWith("@") ? join("node_modules", file) : file), "utf8"),
    ]),
  );
  const stages = STAGES.map(({ contracts, effort, suites }, index): PreparedStage => {
    const files = [...importedBy(Object.keys(contracts), trees)].sort();
    return {
      index,
      files: new Set(files),
      digest: sha256(effort, ...files.flatMap((file) => [file, texts.get(file) ?? ""])),
      suites: suites.map((path) => ({ path, digest: suiteDigest(path) })),
    };
  });
  return { stages, trees, texts };
}

/** These files and all that they import. */
function importedBy(files: readonly string[], trees: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const found = new Set(files);
  // A set that grows while it is walked is walked to its last member.
  for (const file of found)
    for (const { nodeType, absolutePath } of nodesOf(trees.get(file)))
      if (nodeType === "ImportDirective") found.add(absolutePath as string);
  return found;
}

function recall(): Record<string, Outcome> {
  try {
    return JSON.parse(readFileSync(MEMORY, "utf8")) as Record<string, Outcome>;
  } catch {
    return {};
  }
}

function remember(memory: ReadonlyMap<string, Outcome>): void {
  mkdirSync(dirname(MEMORY), { recursive: true });
  writeFileSync(MEMORY, JSON.stringify(Object.fromEntries(memory)));
}

function sha256(...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

const withoutText = ({ file, operator, line, from, to }: SolidityMutant) => ({ file, operator, line, from, to });
