import type { Bytes32, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ChainLog } from "../../ledger/chain-log.ts";
import { ACT_RECORDED_TOPIC, ACT_REFUSED_TOPIC, logToActEvent } from "../../ledger/act-log.ts";
import type { BlockHeader } from "../../ledger/block-header.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import { DIRECTORY_TOPICS, logToDirectoryEvent } from "../../ledger/directory-log.ts";
import { getBlockHeaders } from "../../ledger/get-block-headers.ts";
import { getLogs } from "../../ledger/get-logs.ts";
import { ENTRY_RECORDED_TOPIC, ENTRY_REFUSED_TOPIC, logToLedgerEvent } from "../../ledger/ledger-log.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { cutRanges } from "./cut-ranges.ts";
import type { FollowedCooperation } from "./judge-acts.ts";
import type { FollowedDirectory } from "./judge-changes.ts";
import type { ChainEvent, ReadBlock } from "./judge-blocks.ts";

/** The chain no longer contains the last block that was read. */
export class ChainMoved extends Error {}

/** Number of headers in one request, and largest number of blocks in one range. Besu allows 5,000 by default. */
const HEADERS = 500;

/**
 * Number of blocks up to which one range contains all of them. Then headers and logs are requested at the same time.
 */
const FEW_BLOCKS = 8;

/** Number of ranges requested ahead, so that the node works while the gateway judges and stores earlier ranges. */
const RANGES_AHEAD = 3;

/** Number of logs after which a read takes no further range. */
const ENOUGH_LOGS = 8_000;

/**
 * Largest size of an answer in bytes, so that a node cannot fill the memory with ranges ahead. Requests for the logs of
 * a single block have the client's limit.
 */
const MAX_BYTES = 16 * 2 ** 20;

const EVENTS = [
  ENTRY_RECORDED_TOPIC,
  ENTRY_REFUSED_TOPIC,
  ACT_RECORDED_TOPIC,
  ACT_REFUSED_TOPIC,
  ...CONSORTIUM_TOPICS,
  ...DIRECTORY_TOPICS,
];

/** The contracts whose logs are read. Addresses are lower-case. */
export interface FollowedContracts {
  readonly ledger: Hex;
  readonly consortium: Hex;
  /** Absent in a deployment without a directory of members. */
  readonly memberDirectory?: FollowedDirectory | undefined;
  /** Absent in a deployment without a ledger of cooperation. */
  readonly cooperation?: FollowedCooperation | undefined;
}

/** Consecutive blocks with requested logs. */
interface Range {
  readonly from: number;
  readonly headers: Promise<readonly BlockHeader[]>;
  readonly logs: Promise<readonly ReadLog[]>;
  arrived: boolean;
}

interface ReadLog {
  readonly log: ChainLog;
  readonly event: ChainEvent;
}

/**
 * Reads blocks with the events of the contracts, and requests some ranges ahead while earlier blocks are stored. It
 * checks that each block names the previous block as its parent, and that each log names its block.
 */
export class BlockReader {
  readonly #rpc: Rpc;
  readonly #contracts: FollowedContracts;
  readonly #addresses: readonly Hex[];
  /** Requested ranges that are not yet read. */
  #ahead: Range[] = [];
  /** The next ranges, which are not yet requested. */
  #cut: (readonly BlockHeader[])[] = [];
  /** The requested headers after those ranges. */
  #headers: Promise<readonly BlockHeader[]> | null = null;

  constructor(rpc: Rpc, contracts: FollowedContracts) {
    const { ledger, consortium, memberDirectory, cooperation } = contracts;
    this.#rpc = rpc;
    this.#contracts = contracts;
    const others = [memberDirectory, cooperation].flatMap((contract) => contract?.address ?? []);
    this.#addresses = [ledger, consortium, ...others];
  }

  /** Discards all ranges ahead. */
  reset(): void {
    this.#ahead = [];
    this.#cut = [];
    this.#headers = null;
  }

  /**
   * Reads blocks after `last`, at most up to `latest`: the next range, and further ranges that have arrived. So a slow
   * store gets larger commits.
   *
   * @throws ChainMoved if the blocks do not follow `last`, or a reorganisation changed them during the read.
   */
  async read(last: { block: number; hash: Bytes32 }, latest: BlockHeader): Promise<ReadBlock[]> {
    const blocks: ReadBlock[] = [];
    let { block: height, hash } = last;
    let count = 0;
    do {
      const { headers, logs } = await this.#next(height + 1, latest);
      for (const block of join(hash, headers, logs)) {
        blocks.push(block);
        ({ number: height, hash } = block);
      }
      count += logs.length;
    } while (this.#ahead[0]?.arrived === true && count < ENOUGH_LOGS && blocks.length < HEADERS);
    return blocks;
  }

  /** Reads the range that begins at `from`, and requests the ranges after it. */
  async #next(from: number, latest: BlockHeader) {
    if (this.#ahead[0]?.from !== from) this.reset();
    try {
      for (;;) {
        await this.#askAhead(from, latest);
        const [range] = this.#ahead as [Range];
        const headers = await range.headers;
        try {
          const logs = await range.logs;
          this.#ahead.shift();
          return { headers, logs };
        } catch (error) {
          if (headers.length === 1 || !PortolanError.is(error, "ChainAnswerTooLarge")) throw error;
          await this.#halve();
        }
      }
    } catch (error) {
      this.reset();
      throw error;
    }
  }

  async #askAhead(from: number, latest: BlockHeader): Promise<void> {
    const fresh = this.#ahead.length === 0 && this.#cut.length === 0;
    if (fresh && latest.number - from < FEW_BLOCKS) {
      this.#ask(from, latest.number, this.#getHeaders(from, latest));
      return;
    }
    if (fresh) this.#headers = this.#getHeaders(from, latest);
    if (this.#cut.length === 0 && this.#ahead.length < RANGES_AHEAD && this.#headers !== null) {
      const headers = await this.#headers;
      this.#cut = cutRanges(headers);
      const next = (headers.at(-1) ?? latest).number + 1;
      this.#headers = next > latest.number ? null : this.#getHeaders(next, latest);
    }
    while (this.#ahead.length <= RANGES_AHEAD) {
      const headers = this.#cut.shift();
      const [first, last] = [headers?.[0], headers?.at(-1)];
      if (headers === undefined || first === undefined || last === undefined) return;
      this.#ask(first.number, last.number, Promise.resolve(headers));
    }
  }

  #getHeaders(from: number, latest: BlockHeader): Promise<readonly BlockHeader[]> {
    const to = Math.min(latest.number, from + HEADERS - 1);
    const headers =
      from === latest.number ? Promise.resolve([latest]) : getBlockHeaders(this.#rpc, from, to, MAX_BYTES);
    // Prevents an unhandled rejection: the caller handles a failure when it awaits the headers.
    headers.catch(() => undefined);
    return headers;
  }

  #ask(from: number, to: number, headers: Promise<readonly BlockHeader[]>): void {
    const range: Range = { from, headers, logs: this.#getLogs(from, to), arrived: false };
    // Prevents an unhandled rejection, as for the headers.
    range.logs.then(
      () => (range.arrived = true),
      () => undefined,
    );
    this.#ahead.push(range);
  }

  async #getLogs(fromBlock: number, toBlock: number): Promise<readonly ReadLog[]> {
    const maxBytes = fromBlock === toBlock ? undefined : MAX_BYTES;
    const filter = { fromBlock, toBlock, addresses: this.#addresses, events: EVENTS, maxBytes };
    const logs = await getLogs(this.#rpc, filter);
    return logs.map((log) => ({ log, event: this.#decode(log) }));
  }

  /**
   * Requests all ranges again, the first range in halves, because its blocks have more logs than their gas suggests.
   */
  async #halve(): Promise<void> {
    const [first = [], ...others] = await Promise.all(this.#ahead.map(({ headers }) => headers));
    const middle = first.length >> 1;
    this.#cut.unshift(first.slice(0, middle), first.slice(middle), ...others);
    this.#ahead = [];
  }

  #decode(log: ChainLog): ChainEvent {
    const { ledger, memberDirectory, cooperation } = this.#contracts;
    if (log.address === ledger) return logToLedgerEvent(log);
    if (log.address === cooperation?.address) return logToActEvent(log);
    return log.address === memberDirectory?.address ? logToDirectoryEvent(log) : logToConsortiumEvent(log);
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
