import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { cpuSecondsOf, memoryOf, peakMemoryOf } from "./process-usage.ts";

/** An HTTP server in a child process. */
export interface ServerProcess {
  readonly url: string;
  /** Time from the start of the process until `/readyz` answered 200. */
  readonly secondsToReady: number;
  /** Its memory (RSS) in MiB; `undefined` where the system does not report it. */
  memory(): number | undefined;
  /** Its largest memory (RSS) until now, in MiB. */
  peakMemory(): number | undefined;
  /** Its processor time in seconds; `undefined` where the system does not report it. */
  cpuSeconds(): number | undefined;
  /** Kills the process (SIGKILL). */
  kill(): Promise<void>;
  /**
   * Requests the process to stop, and waits for its end. Kills it after half a minute.
   *
   * @throws if it had to be killed.
   */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Path of the script, and its arguments. */
  readonly script: readonly [path: string, ...args: string[]];
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** File for the output of the process. */
  readonly logFile: string;
}

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 30_000;
const ASK_EVERY_MS = 5;

/** Starts a server and waits until its `/readyz` answers 200. The server must stop on the event "disconnect". */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { script, port, environment, logFile } = options;
  const log = openSync(logFile, "a");
  const began = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, ...script], {
    // The channel closes when this process ends in any way. The server then stops.
    stdio: ["ignore", log, log, "ipc"],
    env: { ...process.env, ...environment, PORT: String(port) },
  });
  closeSync(log);
  let ended = false;
  const exit = once(child, "exit").then(() => (ended = true));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };

  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (ended || performance.now() - began > READY_WITHIN_MS) {
      child.kill("SIGKILL");
      throw new Error(`${script.join(" ")} did not become ready:\n${readFileSync(logFile, "utf8").slice(-2_000)}`);
    }
    await sleep(ASK_EVERY_MS);
  }
  return {
    url,
    secondsToReady: (performance.now() - began) / 1000,
    memory: () => memoryOf(child.pid),
    peakMemory: () => peakMemoryOf(child.pid),
    cpuSeconds: () => cpuSecondsOf(child.pid),
    kill: () => end("SIGKILL"),
    async stop() {
      const late = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
      await end("SIGTERM");
      clearTimeout(late);
      if (child.signalCode === "SIGKILL") throw new Error(`${script.join(" ")} had to be killed.`);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
