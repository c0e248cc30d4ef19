import { join } from "node:path";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { makeFolder } from "../files/make-folder.ts";
import { Filters } from "./filters.ts";
import { lockFolder } from "./folder-lock.ts";
import { Journal } from "./journal.ts";
import { createLocalChain } from "./local-chain.ts";
import { createMethods } from "./methods.ts";
import { Miner } from "./miner.ts";
import { replayJournal, type ReplayProgress } from "./replay-journal.ts";
import { listen } from "./rpc-server.ts";
import { Subscriptions } from "./subscriptions.ts";

export interface NodeOptions {
  /** Address to listen on. Only this machine can connect to a loopback address (127.0.0.1). */
  readonly host: string;
  /** 0 for a free port. */
  readonly port: number;
  /** Folder of the journal; created if it is missing. */
  readonly dataDir: string;
  /** Receives a sentence for the operator, who need not act on it. */
  readonly onWarning: (text: string) => void;
  /** Receives the progress of the replay after each block. */
  readonly onProgress: (progress: ReplayProgress) => void;
}

export interface RunningNode {
  /** `http://host:port` with the actual port; WebSocket uses the same address with `ws://`. */
  readonly url: string;
  readonly chainId: number;
  /** Blocks that were replayed. */
  readonly replayed: number;
  /** Resolves after `close`. Rejects if an error stops the node: NodeJournalWriteFailed, NodeChainFailed. */
  readonly stopped: Promise<void>;
  /** Stops the node. Waiting transactions are lost; every mined block is in the journal. */
  close(): Promise<void>;
}

/**
 * Starts Portolan's local chain: the Hardhat network "chain" of hardhat.config.ts behind JSON-RPC, with a journal
 * that gives the same blocks, hash for hash, after a restart.
 *
 * The node has no keys. Ether is only in the twenty accounts that every Hardhat network funds at genesis, from the
 * mnemonic "test test test test test test test test test test test junk" (see the Hardhat documentation); account 0,
 * 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266, is the faucet. As gas costs nothing here, other accounts need no ether.
 *
 * @throws NodeFolderUnusable, NodeFolderInUse, NodeCannotListen, and the errors of Journal.open and replayJournal.
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { host, port, dataDir, onWarning, onProgress } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
  };
  try {
    const lock = await inFolder(dataDir, async () => {
      await makeFolder(dataDir);
      return lockFolder(dataDir);
    });
    opened.push(() => lock.release());
    const server = await listen(host, port);
    opened.push(() => server.close());
    const chain = await createLocalChain();
    opened.push(() => chain.close());
    const journal = await inFolder(dataDir, () => Journal.open(join(dataDir, "chain.journal"), chain, onWarning));
    opened.push(() => journal.close());
    const last = await replayJournal(journal, chain, onProgress);
    await chain.alignClock();
    const miner = new Miner(chain, journal, last);
    opened.push(() => miner.stop());
    const filters = new Filters(chain, miner);
    opened.push(() => filters.close());
    server.serve({
      methods: createMethods({ miner, filters }),
      subscriptions: new Subscriptions(chain, miner),
    });
    // The server starts first, to fail early, and ends first, before the parts that it uses.
    opened.push(() => server.close());
    return { url: server.url, chainId: chain.chainId, replayed: last.height, ...lifeOf(miner, closeAll) };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function lifeOf(miner: Miner, closeAll: () => Promise<void>): Pick<RunningNode, "stopped" | "close"> {
  const { promise: stopped, resolve, reject } = Promise.withResolvers<void>();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll());
  void miner.failed.then((failure) => close().finally(() => reject(failure)));
  // Marks the rejection as handled, for callers that do not await `stopped`.
  stopped.catch(() => undefined);
  return { stopped, close: () => close().finally(resolve) };
}

/** Runs `work`. An error of the file system becomes NodeFolderUnusable; a PortolanError passes. */
async function inFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (PortolanError.is(error) || !(error instanceof Error) || !("code" in error)) throw error;
    throw new PortolanError("NodeFolderUnusable", { folder, reason: error.message }, { cause: error });
  }
}
