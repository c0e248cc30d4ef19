import { Worker } from "node:worker_threads";

/**
 * Threads without an open connection. Starting one takes a fifth of a second of processor time, as it loads its modules
 * again. A process that opens databases one after the other therefore uses its threads again.
 */
const idle = new Set<Worker>();

/** A thread for a `SqliteWriter`. It does not keep the process alive. */
export function takeThread(): Worker {
  const [free] = idle;
  if (free !== undefined) {
    idle.delete(free);
    return free;
  }
  const thread = new Worker(new URL("./sqlite-writer-thread.ts", import.meta.url), {
    // Without the loader options of this process: the thread needs only Node's own loader.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  thread.once("exit", () => idle.delete(thread));
  thread.unref();
  return thread;
}

/** Returns a thread that has closed its connection. */
export function returnThread(thread: Worker): void {
  thread.unref();
  idle.add(thread);
}
