import { readFileSync } from "node:fs";

/** Units of `utime` and `stime` per second: `USER_HZ`, which is the same on every Linux architecture. */
const TICKS_PER_SECOND = 100;

/** The memory (RSS) of a process in MiB; `undefined` where the system does not report it. */
export function memoryOf(pid: number | undefined): number | undefined {
  return readMemory(pid, "VmRSS");
}

/** The largest memory (RSS) of a process until now, in MiB; `undefined` where the system does not report it. */
export function peakMemoryOf(pid: number | undefined): number | undefined {
  return readMemory(pid, "VmHWM");
}

/** Processor time of all threads of a process in seconds; `undefined` where the system does not report it. */
export function cpuSecondsOf(pid: number | undefined): number | undefined {
  // proc(5): utime and stime are fields 14 and 15. Field 2, a name, ends with the last parenthesis.
  const [utime, stime] = readProc(pid, "stat").split(") ").at(-1)?.split(" ").slice(11, 13) ?? [];
  return stime === undefined ? undefined : (Number(utime) + Number(stime)) / TICKS_PER_SECOND;
}

function readMemory(pid: number | undefined, field: "VmRSS" | "VmHWM"): number | undefined {
  const [, kibibytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(readProc(pid, "status")) ?? [];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}

function readProc(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
