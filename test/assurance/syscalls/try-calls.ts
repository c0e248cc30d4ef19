import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Call, countCalls, type Fault, injecting, tracing, wasMet } from "./strace.ts";

/** A prefix for a command, made from the paths of the files that the program will write. */
export type Prefix = (files: readonly string[]) => readonly string[];

/** A program whose system calls fail. */
export interface DisturbedProgram {
  /**
   * Lets the program work behind a prefix, starts it again without the prefix, and compares.
   *
   * @returns the problems.
   */
  workBehind(prefix: Prefix): Promise<readonly string[]>;
}

/** One call on one file and one fault, with the results. */
export interface CallRow {
  readonly call: string;
  readonly file: string;
  readonly fault: Fault;
  /** Number of these calls in an undisturbed run. */
  readonly calls: number;
  /** Number of calls at which the fault was met, and of those after which all checks passed. */
  readonly met: number;
  readonly held: number;
  readonly problems: readonly string[];
}

const FAULTS: readonly Fault[] = ["EIO", "ENOSPC", "KILL"];

/**
 * Traces a program's system calls, and then lets each of them fail.
 *
 * @param most Most occasions of a call at which each fault is tried, spread evenly over all.
 */
export async function tryCalls(
  program: DisturbedProgram,
  most: number,
  say: (text: string) => void = () => undefined,
): Promise<CallRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-strace-"));
  try {
    const log = join(folder, "log");
    const undisturbed = await program.workBehind((files) => tracing(files, log));
    if (undisturbed.length > 0) throw new Error(`An undisturbed run has problems: ${undisturbed.join("; ")}`);
    const rows: CallRow[] = [];
    for (const [call, calls] of countCalls(log))
      for (const fault of FAULTS) rows.push(await tryCall(program, call, calls, fault, most, log, say));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tryCall(
  program: DisturbedProgram,
  { name, file }: Call,
  calls: number,
  fault: Fault,
  most: number,
  log: string,
  say: (text: string) => void,
): Promise<CallRow> {
  const pathIn = (files: readonly string[]) => files.find((each) => basename(each) === file) ?? file;
  const problems: string[] = [];
  let met = 0;
  let held = 0;
  for (const nth of spread(calls, most)) {
    const found = await program.workBehind((files) => injecting(fault, name, nth, pathIn(files), log));
    const isMet = wasMet(log, nth);
    met += Number(isMet);
    held += Number(isMet && found.length === 0);
    for (const problem of found) problems.push(`${fault} at ${name} of ${file} (${nth}): ${problem}`);
  }
  for (const problem of problems) say(problem);
  return { call: name, file, fault, calls, met, held, problems };
}

/** At most `most` of the numbers from 1 to `count`, including the first and the last. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index + 1);
  if (most === 1) return [1];
  return [...new Set(Array.from({ length: most }, (_, index) => 1 + Math.round((index * (count - 1)) / (most - 1))))];
}
