import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { COMPILE_CACHE } from "./compile-cache.ts";
import { killGroup } from "./kill-group.ts";
import { programIn } from "./programs.ts";

/** A gateway in a separate process. */
export interface KillableGateway {
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves when the process has ended. */
  readonly gone: Promise<unknown>;
  /** Ends it as a power cut would, and resolves when it has ended. */
  kill(): Promise<void>;
}

/**
 * Starts a gateway in a separate process, with only this environment.
 *
 * @param prefix A command, with its arguments, that runs it.
 */
export async function startKillableGateway(
  environment: Readonly<Record<string, string>>,
  prefix: readonly string[] = [],
): Promise<KillableGateway> {
  const program = await programIn(environment, "run-gateway");
  const script = ["--disable-warning=ExperimentalWarning", program.file];
  const [command, ...args] = [...prefix, process.execPath, ...script] as [string, ...string[]];
  const child = spawn(command, args, {
    // The command that runs it is killed with it.
    detached: prefix.length > 0,
    env: {
      PATH: process.env["PATH"],
      ...COMPILE_CACHE,
      ...program.environment,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const [message] = (await Promise.race([once(child, "message"), exited.then(() => [undefined])])) as [
    { url: string } | undefined,
  ];
  if (message === undefined) throw new Error("The gateway did not start.");
  return {
    url: message.url,
    process: child,
    gone: exited,
    async kill() {
      killGroup(child);
      await exited;
    },
  };
}
