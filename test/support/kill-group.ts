import type { ChildProcess } from "node:child_process";

/** Kills a process, including its group when it leads one. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
