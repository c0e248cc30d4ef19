import type { Fate, JudgedMutant } from "../mutant.ts";
import { parseContracts, readSource } from "./compile-contracts.ts";
import { findMutants, type SolidityMutant } from "./find-mutants.ts";
import { JudgementMemory, sha256 } from "./judgement-memory.ts";
import type { Outcome } from "./mutant-worker.ts";
import { type PreparedStage, prepareStages } from "./prepare-stages.ts";
import { STAGES } from "./stages.ts";
import { WorkerProcess } from "./worker-process.ts";

const WORKERS = 2;

/** Number of mutants after which the results are stored and reported. */
const INTERVAL = 25;

/** Makes every mutant of the contracts and runs the suites on each, in two processes. */
export async function judgeContracts(say: (text: string) => void): Promise<JudgedMutant[]> {
  const trees = parseContracts(STAGES.flatMap(({ contracts }) => Object.keys(contracts)));
  const stages = prepareStages(trees, readSource);
  const mutants = [...trees]
    .filter(([file]) => file.startsWith("contracts/"))
    .flatMap(([file, tree]) => findMutants(file, readSource(file), tree, [...trees.values()]));
  say(`${mutants.length} mutants of the contracts`);

  const memory = new JudgementMemory();
  const judged: JudgedMutant[] = [];
  const waiting = mutants.entries();
  const work = async (worker: WorkerProcess) => {
    for (const [number, mutant] of waiting) {
      const { file, operator, line, from, to } = mutant;
      const fate = await judge(mutant, stages, memory, worker);
      judged[number] = { file, operator, line, from, to, fate };
      if (fate === "survived") say(`survived  ${file} (${operator}): ${from} → ${to}  in  ${line}`);
      if (number % INTERVAL !== 0) continue;
      memory.save();
      say(`${number} of ${mutants.length}`);
    }
  };
  const workers = Array.from({ length: WORKERS }, () => new WorkerProcess());
  try {
    await Promise.all(workers.map(work));
  } finally {
    memory.save();
    for (const worker of workers) worker.stop();
  }
  return judged;
}

/** Tries a mutant in the stages of its file until a suite fails. */
async function judge(
  mutant: SolidityMutant,
  stages: readonly PreparedStage[],
  memory: JudgementMemory,
  worker: WorkerProcess,
): Promise<Fate> {
  let fate: Fate = "stillborn";
  for (const stage of stages.filter(({ files }) => files.has(mutant.file))) {
    const outcome = await judgeInStage(mutant, stage, memory, worker);
    if (outcome === "killed") return "killed";
    if (outcome === "passed") fate = "survived";
  }
  return fate;
}

async function judgeInStage(
  { file, text }: SolidityMutant,
  { index, digest, suites }: PreparedStage,
  memory: JudgementMemory,
  worker: WorkerProcess,
): Promise<Outcome["fate"]> {
  const code = sha256(digest, file, text);
  if (memory.recall(code) === "stillborn") return "stillborn";
  if (suites.some((suite) => memory.recall(code, suite.digest) === "killed")) return "killed";
  const unknown = suites.filter((suite) => memory.recall(code, suite.digest) === undefined);
  if (unknown.length === 0) return "passed";

  const outcome = await worker.judge({ stage: index, file, text, suites: unknown.map(({ path }) => path) });
  if (outcome.fate === "stillborn") memory.keep(outcome, code);
  for (const suite of outcome.fate === "stillborn" ? [] : unknown) {
    const killed = outcome.fate === "killed" && outcome.killer === suite.path;
    memory.keep(killed ? outcome : { fate: "passed" }, code, suite.digest);
    // The suites after the failing one did not run.
    if (killed) break;
  }
  return outcome.fate;
}
