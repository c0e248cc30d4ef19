import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { killGroup } from "../support/kill-group.ts";
import { programIn } from "../support/programs.ts";

/** A node in its own process, started outside the project's folder. */
export interface NodeProcess {
  readonly url: string;
  /** The lines that it writes after its URL. */
  readonly lines: readonly string[];
  /** Resolves when the process has ended, with its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Sends SIGKILL, as a power cut would end it, and waits until the process has ended. */
  kill(): Promise<void>;
}

/** Options of a node's process. */
export interface NodeProcessOptions {
  /** The largest file that it may write, in blocks of `ulimit -f`. Simulates a full disk. */
  readonly maxFileBlocks?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** A command, with its arguments, that runs the node. */
  readonly prefix?: readonly string[];
  /** The destination of its warnings. */
  readonly warnings?: "inherit" | "ignore";
}

export async function spawnNode(
  folder: string,
  { maxFileBlocks, environment = {}, prefix = [], warnings = "inherit" }: NodeProcessOptions = {},
): Promise<NodeProcess> {
  const program = await programIn(environment, "run-node");
  const node = [...prefix, process.execPath, program.file, folder];
  const child = spawn("sh", ["-c", `ulimit -f ${String(maxFileBlocks ?? "unlimited")}; exec "$@"`, "sh", ...node], {
    cwd: tmpdir(),
    env: { ...process.env, ...program.environment },
    // The prefix's process and the node are killed as one group.
    detached: prefix.length > 0,
    stdio: ["ignore", "pipe", warnings],
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
      killGroup(child);
      await ended;
    },
  };
}
