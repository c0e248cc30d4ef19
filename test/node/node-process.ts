import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { killGroup } from "../support/kill-group.ts";

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

/** How a node's process is started. */
export interface NodeProcessOptions {
  /** The largest file that it may write, in blocks of `ulimit -f`: a disk that is full. */
  readonly maxFileBlocks?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** A command, with its arguments, that runs the node. */
  readonly prefix?: readonly string[];
  /** Where its warnings go. */
  readonly warnings?: "inherit" | "ignore";
}

export async function spawnNode(
  folder: string,
  { maxFileBlocks, environment = {}, prefix = [], warnings = "inherit" }: NodeProcessOptions = {},
): Promise<NodeProcess> {
  const node = [...prefix, process.execPath, join(import.meta.dirname, "run-node.ts"), folder];
  const child = spawn("sh", ["-c", `ulimit -f ${String(maxFileBlocks ?? "unlimited")}; exec "$@"`, "sh", ...node], {
    cwd: tmpdir(),
    env: { ...process.env, ...environment },
    // What runs it is killed with it.
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
