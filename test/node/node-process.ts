import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A node in a process of its own, started in another folder than the project's. */
export interface NodeProcess {
  readonly url: string;
  /** What it writes after its URL, line by line. */
  readonly lines: readonly string[];
  /** Resolves when the process has ended, with its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** @param maxFileBlocks the largest file that the process may write, in blocks of `ulimit -f`: a disk that is full. */
export async function spawnNode(
  folder: string,
  maxFileBlocks: number | "unlimited" = "unlimited",
): Promise<NodeProcess> {
  const node = [process.execPath, join(import.meta.dirname, "run-node.ts"), folder];
  const child = spawn("sh", ["-c", `ulimit -f ${String(maxFileBlocks)}; exec "$@"`, "sh", ...node], {
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => (line.startsWith("http") ? resolve(line) : lines.push(line)));
    void ended.then((code) => reject(new Error(`The node ended with code ${String(code)} before it listened.`)));
  });
  return {
    url,
    lines,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
