import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { childEnvironment, type Config } from "../../config/config.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The local chain in a child process. */
export interface Chain {
  readonly url: string;
  readonly pid: number | undefined;
  /** Number of blocks that it replayed from its journal. */
  readonly replayed: number;
  /** Rejects with ChainStopped if the process ends without `stop`. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

const COMMAND_LINE = fileURLToPath(new URL("../../../scripts/portolan.ts", import.meta.url));

/**
 * Starts `portolan node` in a child process, for two reasons. The chain uses another processor core than the gateway,
 * and the gateway reaches it over JSON-RPC, as it reaches any chain.
 *
 * The channel between the processes closes when this process ends in any way. The chain then stops. Its
 * journal is consistent at any time.
 *
 * @throws ChainStopped if the process ends before it serves; the child prints the reason.
 */
export async function startChain(config: Config): Promise<Chain> {
  const child = spawn(process.execPath, [...process.execArgv, COMMAND_LINE, "node"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // In its own process group, so that Ctrl-C reaches only the parent, which stops the gateway first and the chain
    // last.
    detached: true,
    env: childEnvironment({ HOST: config.host, RPC_PORT: String(config.rpcPort), DATA_DIR: config.dataDir }),
  });
  let stopping = false;
  const ended = once(child, "exit").then(([code, signal]) => String(signal ?? `exit status ${String(code)}`));
  const stopped = ended.then((reason) => {
    if (!stopping) throw new PortolanError("ChainStopped", { reason });
  });
  // A caller that does not wait for it need not handle its rejection.
  stopped.catch(() => undefined);
  const ready = await Promise.race([once(child, "message"), stopped]);
  const message: { url: string; replayed: number } | undefined = ready?.[0];
  if (message === undefined) throw new PortolanError("ChainStopped", { reason: "it was stopped" });
  const { url, replayed } = message;
  return {
    url,
    pid: child.pid,
    replayed,
    stopped,
    stop: async () => {
      stopping = true;
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
