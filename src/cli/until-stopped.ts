import { flushCompileCache } from "node:module";
import { remark } from "./output/print.ts";
import type { Terminal } from "./terminal.ts";

export interface Stoppable {
  /** Rejects if an error stops the server. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** Longest time of a stop in milliseconds, which includes 10 seconds for open requests. */
const STOP_LIMIT_MS = 30_000;

/** Exit status of a process that SIGINT ended. */
const INTERRUPTED = 130;

/**
 * Waits for Ctrl-C, SIGTERM or, in a child process, the end of the parent; then stops the server. A second signal ends
 * the process immediately. No acknowledged data are lost, because they are on disk.
 */
export async function untilStopped(terminal: Terminal, { stopped, stop }: Stoppable): Promise<void> {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(INTERRUPTED);
    stopping = true;
    ask();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.once("disconnect", ask);
  // Keeps the compiled code for the next start, even if this process is killed.
  flushCompileCache();
  try {
    await Promise.race([asked, stopped]);
    if (process.send === undefined) remark(terminal, "\nStopping …");
  } finally {
    const limit = setTimeout(() => killUnstopped(terminal), STOP_LIMIT_MS);
    await stop();
    clearTimeout(limit);
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    process.off("disconnect", ask);
  }
}

/** Kills a process that does not stop, and prints the reason. `process.exit` would wait for a blocked thread. */
function killUnstopped(terminal: Terminal): void {
  const open = [...new Set(process.getActiveResourcesInfo())].join(", ");
  remark(
    terminal,
    `Stopping took longer than ${STOP_LIMIT_MS / 1_000} seconds. The process is killed. Still open: ${open}.`,
  );
  process.kill(process.pid, "SIGKILL");
}
