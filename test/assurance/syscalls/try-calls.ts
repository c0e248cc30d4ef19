import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Call, countCalls, type Fault, injecting, tracing, wasMet } from "./strace.ts";

/** What precedes a command, by the paths of the files that the program is going to keep. */
export type Prefix = (files: readonly string[]) => readonly string[];

/** A program whose system calls fail. */
export interface DisturbedProgram {
  /**
   * Has it work behind a command that precedes its own, starts it again without, and compares.
   *
   * @returns what is not as it must be.
   */
  workBehind(prefix: Prefix): Promise<readonly string[]>;
}

/** One call on one file and one fault, and what came of it. */
export interface CallRow {
  readonly call: string;
  readonly file: string;
  readonly fault: Fault;
  /** How often an undisturbed run makes the call. */
  readonly calls: number;
  /** At how many of these the fault was met, and after how many of them everything was as it must be. */
  readonly met: number;
  readonly held: number;
  readonly problems: readonly string[];
}

const FAULTS: readonly Fault[] = ["EIO", "ENOSPC", "KILL"];

/**
 * Traces what a program asks of the system, and then lets each such call fail.
 *
 * @param most occasions of a call at which each fault is tried, spread evenly over all.
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
    if (undisturbed.length > 0) throw new Error(`Undisturbed, it is not as it must be: ${undisturbed.join("; ")}`);
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

/** At most so many of the numbers from 1 to `count`, the first and the last among them. */
function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index + 1);
  if (most === 1) return [1];
  return [...new Set(Array.from({ length: most }, (_, index) => 1 + Math.round((index * (count - 1)) / (most - 1))))];
}
