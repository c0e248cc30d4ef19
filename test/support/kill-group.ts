import type { ChildProcess } from "node:child_process";

/** Kills a process, and with it its group where it leads one of its own. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
