import { type ChildProcess, fork } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome, Trial } from "./mutant-worker.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** Number of trials after which a new process takes over: the compiler does not free memory. */
const TRIALS = 60;

/** A process that judges one mutant at a time, with separate artifacts. */
export class WorkerProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), "portolan-mutants-"));
  #process: ChildProcess;
  #trials = 0;

  constructor() {
    const artifacts = join(ROOT, "artifacts");
    cpSync(artifacts, join(this.#folder, "artifacts"), {
      recursive: true,
      filter: (path) => path !== join(artifacts, "build-info"),
    });
    this.#process = this.#start();
  }

  judge(trial: Trial): Promise<Outcome> {
    this.#trials += 1;
    if (this.#trials % TRIALS === 0) {
      this.#process.kill("SIGKILL");
      this.#process = this.#start();
    }
    return new Promise((resolve, reject) => {
      const worker = this.#process;
      const fail = (code: number | null) =>
        reject(new Error(`A worker ended with ${String(code)} on a mutant of ${trial.file}.`));
      worker.once("exit", fail);
      worker.once("message", (outcome: Outcome) => {
        worker.off("exit", fail);
        resolve(outcome);
      });
      worker.send(trial);
    });
  }

  stop(): void {
    this.#process.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true });
  }

  #start(): ChildProcess {
    return fork(join(import.meta.dirname, "mutant-worker.ts"), {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: {
        ...process.env,
        HARDHAT_CONFIG: join(import.meta.dirname, "hardhat.config.ts"),
        PORTOLAN_MUTANT_FOLDER: this.#folder,
      },
    });
  }
}
