import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { childEnvironment, type Config } from "../../config/config.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** The local chain, running as a child of this process. */
export interface Chain {
  readonly url: string;
  readonly pid: number | undefined;
  /** Blocks that it took up again from its journal. */
  readonly replayed: number;
  /** Rejects with ChainStopped when it ends without having been asked to. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

const COMMAND_LINE = join(import.meta.dirname, "..", "..", "..", "scripts", "portolan.ts");

/**
 * Starts `portolan node` as a process of its own, for two reasons: the chain executes on the second processor core while the
 * gateway signs on the first; and the gateway meets it exactly as it meets a chain elsewhere, over JSON-RPC alone.
 *
 * It cannot be left behind: the channel between the two closes when this process ends, however it ends, and the chain
 * then stops by itself. Its journal makes that safe at any moment.
 *
 * @throws ChainStopped when it ends before it serves; its own message says why.
 */
export async function startChain(config: Config): Promise<Chain> {
  const child = spawn(process.execPath, [...process.execArgv, COMMAND_LINE, "node"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    // A group of its own: Ctrl-C reaches the parent, which stops the gateway first and the chain after it.
    detached: true,
    env: childEnvironment({ HOST: config.host, RPC_PORT: String(config.rpcPort), DATA_DIR: config.dataDir }),
  });
  let asked = false;
  const ended = once(child, "exit").then(([code, signal]) => String(signal ?? `exit status ${String(code)}`));
  const stopped = ended.then((reason) => {
    if (!asked) throw new PortolanError("ChainStopped", { reason });
  });
  // Whoever does not wait for it need not handle it.
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
      asked = true;
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
