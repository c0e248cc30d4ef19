import { flushCompileCache } from "node:module";
import { remark } from "./output/print.ts";
import type { Terminal } from "./terminal.ts";

/** What runs until it is stopped from outside, or fails by itself. */
export interface Stoppable {
  /** Rejects when it had to stop by itself. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** How long an orderly stop may take, in milliseconds. Open requests get 10 seconds of it. */
const STOP_LIMIT_MS = 30_000;

/** What a shell reports of a process that SIGINT ended. */
const INTERRUPTED = 130;

/**
 * Runs until Ctrl-C, SIGTERM or, for a child process, the end of its parent; then stops in an orderly way. A second
 * signal ends the process at once, which loses nothing: all that matters is on disk before it is answered.
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
  // What runs long may end by a kill; the next start should nevertheless find compiled what this one compiled.
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

/** Ends a process that does not stop, and says why. `process.exit` would wait for a thread that does not end. */
function killUnstopped(terminal: Terminal): void {
  const open = [...new Set(process.getActiveResourcesInfo())].join(", ");
  remark(
    terminal,
    `Stopping took longer than ${STOP_LIMIT_MS / 1_000} seconds. The process is killed. Still open: ${open}.`,
  );
  process.kill(process.pid, "SIGKILL");
}
