import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** System calls that change a disk. */
const CALLS = [
  "write",
  "pwrite64",
  "writev",
  "pwritev",
  "fsync",
  "fdatasync",
  "ftruncate",
  "rename",
  "renameat2",
  "link",
  "linkat",
  "unlink",
  "unlinkat",
] as const;

/** The effect instead of the call: an error of errno(3), or the end of the process before the call. */
export type Fault = "EIO" | "ENOSPC" | "KILL";

/** One call of a program on one file. */
export interface Call {
  readonly name: string;
  /** The file's name, without its folder. */
  readonly file: string;
}

/** Whether strace is installed and may trace here. */
export function canStrace(): boolean {
  return process.platform === "linux" && spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

/** A prefix that traces a command. @param files The files of interest. @param log The log to write. */
export function tracing(files: readonly string[], log: string): string[] {
  return [...STRACE, "-o", log, "-e", `trace=${CALLS.join()}`, ...onFiles(files)];
}

/** A prefix that makes a command meet a fault at the nth such call of one of its threads. */
export function injecting(fault: Fault, call: string, nth: number, file: string, log: string): string[] {
  const what = fault === "KILL" ? "signal=KILL" : `error=${fault}`;
  return [...STRACE, "-o", log, "-e", `trace=${call}`, "-e", `inject=${call}:${what}:when=${nth}`, ...onFiles([file])];
}

const STRACE = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "0"];

const onFiles = (files: readonly string[]) => files.flatMap((file) => ["-P", file]);

/** The calls in a log, each with the highest number of one thread. */
export function countCalls(log: string): Map<Call, number> {
  const perThread = new Map<string, { call: Call; thread: string; count: number }>();
  for (const line of readFileSync(log, "utf8").split("\n")) {
    // 4711  pwrite64(23</tmp/x/portolan.db-wal>, ""..., 4096, 32) = 4096
    const found = /^(\d+) +(\w+)\((?:\d+<([^>]+)>|(?:AT_FDCWD<[^>]*>, )?"([^"]+)")/.exec(line);
    if (found === null) continue;
    const [, thread = "", name = "", open, named] = found;
    const call = { name, file: basename(open ?? named ?? "") };
    const key = `${thread} ${name} ${call.file}`;
    perThread.set(key, { call, thread, count: (perThread.get(key)?.count ?? 0) + 1 });
  }
  const most = new Map<string, { call: Call; count: number }>();
  for (const { call, count } of perThread.values()) {
    const key = `${call.name} ${call.file}`;
    if ((most.get(key)?.count ?? 0) < count) most.set(key, { call, count });
  }
  return new Map(Array.from(most.values(), ({ call, count }) => [call, count]));
}

/** Whether a log of `injecting` shows the fault at the nth call. */
export function wasMet(log: string, nth: number): boolean {
  return Math.max(0, ...countCalls(log).values()) >= nth;
}
