import type { Bytes32, Hex } from "../../domain/entry.ts";
import type { ChainLog } from "../../ledger/chain-log.ts";
import type { BlockHeader } from "../../ledger/block-header.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import { getBlockHeaders } from "../../ledger/get-block-headers.ts";
import { getLogs } from "../../ledger/get-logs.ts";
import { ENTRY_RECORDED_TOPIC, ENTRY_REFUSED_TOPIC, logToLedgerEvent } from "../../ledger/ledger-log.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { ReadBlock } from "./judge-blocks.ts";

/** The chain is no longer the one that the last block read belongs to. */
export class ChainMoved extends Error {}

/** Blocks of one range at most; Besu's default `--rpc-max-logs-range` is 5000. */
const MOST_BLOCKS = 1_000;

/** A range that yields fewer logs is widened, one that yields more narrowed: an answer stays a few megabytes. */
const FEW_LOGS = 1_000;
const MANY_LOGS = 4_000;

const EVENTS = [ENTRY_RECORDED_TOPIC, ENTRY_REFUSED_TOPIC, ...CONSORTIUM_TOPICS];

interface Range {
  readonly from: number;
  readonly to: number;
  readonly blocks: Promise<{ headers: readonly BlockHeader[]; logs: readonly ChainLog[] }>;
}

/**
 * Reads ranges of blocks with the logs of our contracts, and the next range ahead while the last one is being stored.
 * The parts of an answer must fit together: each block names the one before as its parent, each log the block it is in.
 */
export class BlockReader {
  readonly #rpc: Rpc;
  readonly #addresses: readonly Hex[];
  readonly #ledger: Hex;
  #span = 32;
  #ahead: Range | null = null;

  /** @param addresses of the ledger and the consortium. */
  constructor(rpc: Rpc, addresses: readonly [ledger: Hex, consortium: Hex]) {
    this.#rpc = rpc;
    this.#addresses = addresses;
    this.#ledger = addresses[0];
  }

  /** Forgets what was read ahead. */
  reset(): void {
    this.#ahead = null;
  }

  /**
   * The blocks after `last`, up to `latest` or as many as one range takes.
   *
   * @throws ChainMoved when they do not follow `last`, or moved while they were read.
   */
  async read(last: { block: number; hash: Bytes32 }, latest: BlockHeader): Promise<ReadBlock[]> {
    const from = last.block + 1;
    const range = this.#ahead?.from === from ? this.#ahead : this.#fetch(from, latest);
    this.#ahead = null;
    let answer;
    try {
      answer = await range.blocks;
    } catch (error) {
      this.#span = Math.max(1, this.#span >> 1);
      throw error;
    }
    this.#adapt(answer.logs.length);
    if (range.to < latest.number) {
      this.#ahead = this.#fetch(range.to + 1, latest);
      // It is awaited, and its failure seen, only when its turn comes.
      this.#ahead.blocks.catch(() => undefined);
    }
    return this.#join(last.hash, answer.headers, answer.logs);
  }

  #fetch(from: number, latest: BlockHeader): Range {
    const to = Math.min(latest.number, from + this.#span - 1);
    const headers = from === latest.number ? Promise.resolve([latest]) : getBlockHeaders(this.#rpc, from, to);
    const logs = getLogs(this.#rpc, { fromBlock: from, toBlock: to, addresses: this.#addresses, events: EVENTS });
    return { from, to, blocks: Promise.all([headers, logs]).then(([headers, logs]) => ({ headers, logs })) };
  }

  #adapt(logs: number): void {
    if (logs < FEW_LOGS) this.#span = Math.min(MOST_BLOCKS, this.#span * 2);
    else if (logs > MANY_LOGS) this.#span = Math.max(1, this.#span >> 1);
  }

  #join(parent: Bytes32, headers: readonly BlockHeader[], logs: readonly ChainLog[]): ReadBlock[] {
    const byBlock = Map.groupBy(logs, (log) => log.blockNumber);
    let expected = parent;
    const blocks = headers.map(({ number, hash, parentHash, timestamp, transactions }) => {
      if (parentHash !== expected) throw new ChainMoved();
      expected = hash;
      const own = byBlock.get(number) ?? [];
      byBlock.delete(number);
      if (own.some((log) => log.blockHash !== hash)) throw new ChainMoved();
      const events = own.map((log) =>
        log.address === this.#ledger ? logToLedgerEvent(log) : logToConsortiumEvent(log),
      );
      return { number, hash, timestamp, transactions, events };
    });
    if (byBlock.size > 0) throw new ChainMoved();
    return blocks;
  }
}
