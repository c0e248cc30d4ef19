import type { Bytes32, Hex } from "../../domain/entry.ts";
import type { ChainLog } from "../../ledger/chain-log.ts";
import type { BlockHeader } from "../../ledger/block-header.ts";
import { CONSORTIUM_TOPICS, type ConsortiumEvent, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import { getBlockHeaders } from "../../ledger/get-block-headers.ts";
import { getLogs } from "../../ledger/get-logs.ts";
import {
  ENTRY_RECORDED_TOPIC,
  ENTRY_REFUSED_TOPIC,
  type LedgerEvent,
  logToLedgerEvent,
} from "../../ledger/ledger-log.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ReadBlock } from "./judge-blocks.ts";

/** The chain is no longer the one that the last block read belongs to. */
export class ChainMoved extends Error {}

/** Blocks of one range at most; Besu's default `--rpc-max-logs-range` is 5000. */
const MOST_BLOCKS = 1_000;

/** Blocks of the first range: small, so that storing begins soon even where blocks are full. */
const FIRST_BLOCKS = 4;

/** A range that yields fewer logs is widened, one that yields more narrowed: an answer stays a few megabytes. */
const FEW_LOGS = 1_000;
const MANY_LOGS = 3_000;

/** Logs of one transaction, after which no further range is added. */
const ENOUGH_LOGS = 8_000;

/** Ranges that are asked for before their turn, so that the node works while others are judged and stored. */
const RANGES_AHEAD = 3;

/**
 * Bytes of each answer about a range, so that ranges ahead cannot fill the memory whatever the node answers. A single block
 * is asked for under the client's own limit.
 */
const MOST_BYTES = 16 * 2 ** 20;

const EVENTS = [ENTRY_RECORDED_TOPIC, ENTRY_REFUSED_TOPIC, ...CONSORTIUM_TOPICS];

interface Range {
  readonly from: number;
  readonly to: number;
  readonly answer: Promise<Answer>;
  arrived: boolean;
}

interface Answer {
  readonly headers: readonly BlockHeader[];
  readonly logs: readonly ReadLog[];
}

/** A log with the event that it tells of. */
interface ReadLog {
  readonly log: ChainLog;
  readonly event: LedgerEvent | ConsortiumEvent;
}

/**
 * Reads ranges of blocks with the logs of our contracts, and the next ranges ahead while the last one is being stored.
 * The parts of an answer must fit together: each block names the one before as its parent, each log the block it is in.
 */
export class BlockReader {
  readonly #rpc: Rpc;
  readonly #addresses: readonly Hex[];
  readonly #ledger: Hex;
  #span = FIRST_BLOCKS;
  /** Consecutive ranges, asked for and not yet read. */
  #ahead: Range[] = [];

  /** @param addresses of the ledger and the consortium. */
  constructor(rpc: Rpc, addresses: readonly [ledger: Hex, consortium: Hex]) {
    this.#rpc = rpc;
    this.#addresses = addresses;
    this.#ledger = addresses[0];
  }

  /** Forgets what was read ahead. */
  reset(): void {
    this.#ahead = [];
  }

  /**
   * The blocks after `last`: those of the next range, and of the ranges behind it that have arrived meanwhile. So the
   * longer storing takes, the more is stored at once.
   *
   * @throws ChainMoved when they do not follow `last`, or moved while they were read.
   */
  async read(last: { block: number; hash: Bytes32 }, latest: BlockHeader): Promise<ReadBlock[]> {
    const blocks: ReadBlock[] = [];
    let { block: height, hash } = last;
    let logs = 0;
    do {
      const range = await this.#next(height + 1, latest);
      for (const block of join(hash, range.headers, range.logs)) {
        blocks.push(block);
        ({ number: height, hash } = block);
      }
      logs += range.logs.length;
    } while (this.#ahead[0]?.arrived === true && logs < ENOUGH_LOGS && blocks.length < MOST_BLOCKS);
    return blocks;
  }

  /** The answer to the next range, whose first block is `from`, while those after it are asked for. */
  async #next(from: number, latest: BlockHeader): Promise<Answer> {
    if (this.#ahead[0]?.from !== from) this.reset();
    for (;;) {
      this.#ask(from, latest, 1);
      const range = this.#ahead.shift() as Range;
      try {
        const answer = await range.answer;
        this.#adapt(range, answer.logs.length);
        this.#ask(range.to + 1, latest, RANGES_AHEAD);
        return answer;
      } catch (error) {
        this.reset();
        this.#span = Math.max(1, (range.to - range.from + 1) >> 2);
        if (range.to === range.from || !PortolanError.is(error, "ChainAnswerTooLarge")) throw error;
      }
    }
  }

  /** Asks for the next ranges, the first of them from block `from`, until `ranges` of them are under way. */
  #ask(from: number, latest: BlockHeader, ranges: number): void {
    while (this.#ahead.length < ranges) {
      const last = this.#ahead.at(-1);
      const next = last === undefined ? from : last.to + 1;
      if (next > latest.number) return;
      const range = this.#fetch(next, latest);
      this.#ahead.push(range);
      // It is awaited, and its failure seen, only when its turn comes.
      range.answer.then(
        () => (range.arrived = true),
        () => undefined,
      );
    }
  }

  #fetch(from: number, latest: BlockHeader): Range {
    const to = Math.min(latest.number, from + this.#span - 1);
    return { from, to, answer: this.#answer(from, to, latest), arrived: false };
  }

  async #answer(from: number, to: number, latest: BlockHeader): Promise<Answer> {
    const mostBytes = from === to ? undefined : MOST_BYTES;
    const [headers, logs] = await Promise.all([
      from === latest.number ? [latest] : getBlockHeaders(this.#rpc, from, to, mostBytes),
      getLogs(this.#rpc, { fromBlock: from, toBlock: to, addresses: this.#addresses, events: EVENTS, mostBytes }),
    ]);
    return { headers, logs: logs.map((log) => ({ log, event: this.#decode(log) })) };
  }

  #decode(log: ChainLog): LedgerEvent | ConsortiumEvent {
    return log.address === this.#ledger ? logToLedgerEvent(log) : logToConsortiumEvent(log);
  }

  /** Goes by ranges as wide as they are asked for now: those ahead of a change say nothing of it. */
  #adapt({ from, to }: Range, logs: number): void {
    if (to - from + 1 !== this.#span) return;
    if (logs < FEW_LOGS) this.#span = Math.min(MOST_BLOCKS, this.#span * 2);
    else if (logs > MANY_LOGS) this.#span = Math.max(1, this.#span >> 1);
  }
}

function join(parent: Bytes32, headers: readonly BlockHeader[], logs: readonly ReadLog[]): ReadBlock[] {
  const byBlock = Map.groupBy(logs, ({ log }) => log.blockNumber);
  let expected = parent;
  const blocks = headers.map(({ number, hash, parentHash, timestamp, transactions }) => {
    if (parentHash !== expected) throw new ChainMoved();
    expected = hash;
    const own = byBlock.get(number) ?? [];
    byBlock.delete(number);
    if (own.some(({ log }) => log.blockHash !== hash)) throw new ChainMoved();
    return { number, hash, timestamp, transactions, events: own.map(({ event }) => event) };
  });
  if (byBlock.size > 0) throw new ChainMoved();
  return blocks;
}
