import pc from "picocolors";
import type { Terminal } from "../../cli/terminal.ts";

/** A server that a step started. */
interface Running {
  /** Rejects if an error ends the server. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** The steps of a start, and the servers that they started. */
export interface Steps {
  /** Runs one step and prints one line: the step, its outcome and its duration. */
  step<Result>(what: string, work: () => Promise<Result>, outcome?: (result: Result) => string): Promise<Result>;
  /** Adds a server that `stop` stops, the newest first. */
  keep<Kept extends Running>(running: Kept): Kept;
  /** Rejects if an error ends a kept server. */
  readonly failed: Promise<void>;
  /** Stops all kept servers and prevents further steps. */
  stop(): Promise<void>;
}

export function createSteps(terminal: Terminal): Steps {
  const { dim } = pc.createColors(terminal.interactive && terminal.colour);
  const kept: Running[] = [];
  const { promise: failed, reject: fail } = Promise.withResolvers<void>();
  failed.catch(() => undefined);
  /** The running step; `stop` waits for it. */
  let current: Promise<unknown> = Promise.resolve();
  let stopping = false;

  return {
    async step(what, work, outcome = () => "") {
      // After `stop`, a further step never resolves: its caller is no longer waiting.
      if (stopping) return new Promise(() => undefined);
      const begun = performance.now();
      if (terminal.interactive) terminal.stderr.write(`  ${what} …`);
      const restart = terminal.interactive ? "\r\u001b[K" : "";
      try {
        const done = work();
        current = done.catch(() => undefined);
        const result = await done;
        const came = outcome(result);
        const seconds = ((performance.now() - begun) / 1000).toFixed(1);
        terminal.stderr.write(`${restart}  ${what}${came === "" ? "" : `: ${came}`} ${dim(`(${seconds} s)`)}\n`);
        return result;
      } catch (error) {
        terminal.stderr.write(`${restart}  ${what}: failed\n`);
        throw error;
      }
    },
    keep(running) {
      kept.push(running);
      running.stopped.catch(fail);
      return running;
    },
    failed,
    async stop() {
      stopping = true;
      await current;
      for (let running = kept.pop(); running !== undefined; running = kept.pop()) await running.stop();
    },
  };
}
