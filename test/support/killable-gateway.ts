import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A gateway in a process of its own. */
export interface KillableGateway {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it as a power cut would, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a gateway in a process of its own, with this environment and nothing else of ours. */
export async function startKillableGateway(environment: Readonly<Record<string, string>>): Promise<KillableGateway> {
  const child = fork(join(import.meta.dirname, "run-gateway.ts"), {
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: { PATH: process.env["PATH"], ...environment },
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
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
