import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { JournalBlock } from "./journal-block.ts";
import type { Journal } from "./journal.ts";
import type { LocalChain } from "./local-chain.ts";

/** The progress of a replay, in blocks and in transactions. */
export interface ReplayProgress {
  readonly blocks: number;
  readonly totalBlocks: number;
  readonly transactions: number;
  readonly totalTransactions: number;
}

/**
 * Mines every block of the journal on a new chain and compares each hash.
 *
 * Transactions enter the pool in the order of their block. The pool orders them by tip and then by arrival, so the new
 * block has the same order.
 *
 * @returns height and timestamp of the last block.
 * @throws NodeReplayMismatch, NodeReplayRefused
 */
export async function replayJournal(
  journal: Journal,
  chain: LocalChain,
  onProgress: (progress: ReplayProgress) => void,
): Promise<{ height: number; timestamp: number }> {
  let last = { height: 0, timestamp: chain.genesisTimestamp };
  let transactions = 0;
  for await (const block of journal.blocks()) {
    const computed = await mineAgain(chain, block);
    if (computed !== block.hash) {
      throw new PortolanError("NodeReplayMismatch", { height: block.height, recorded: block.hash, computed });
    }
    last = { height: block.height, timestamp: block.timestamp };
    transactions += block.transactions.length;
    onProgress({
      blocks: block.height,
      totalBlocks: journal.blockCount,
      transactions,
      totalTransactions: journal.transactionCount,
    });
  }
  return last;
}

async function mineAgain(chain: LocalChain, block: JournalBlock): Promise<string> {
  try {
    for (const transaction of block.transactions) await chain.request("eth_sendRawTransaction", [transaction]);
    return (await chain.mine(block.timestamp)).hash;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PortolanError("NodeReplayRefused", { height: block.height, reason }, { cause: error });
  }
}
