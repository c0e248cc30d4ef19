import pc from "picocolors";
import type { Terminal } from "../../cli/terminal.ts";

/** Something that a step left running. */
interface Running {
  /** Rejects when it ends on its own. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** The steps of a start, and what they leave running. */
export interface Steps {
  /** Does one step and tells of it in one line: what came of it, and how long it took. */
  step<Result>(what: string, work: () => Promise<Result>, outcome?: (result: Result) => string): Promise<Result>;
  /** Has something stopped with everything else, the newest first. */
  keep<Kept extends Running>(running: Kept): Kept;
  /** Rejects when something that was kept ends on its own. */
  readonly failed: Promise<void>;
  /** Stops all that is kept, and lets no further step begin. */
  stop(): Promise<void>;
}

export function createSteps(terminal: Terminal): Steps {
  const { dim } = pc.createColors(terminal.interactive && terminal.colour);
  const kept: Running[] = [];
  const { promise: failed, reject: fail } = Promise.withResolvers<void>();
  failed.catch(() => undefined);
  /** The step at work, if any: nothing is stopped under its hands. */
  let current: Promise<unknown> = Promise.resolve();
  let stopping = false;

  return {
    async step(what, work, outcome = () => "") {
      // A start that is being stopped just ends; whoever awaits it is gone.
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
