import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Journal } from "./journal.ts";
import type { LocalChain } from "./local-chain.ts";
import { Pool } from "./pool.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** Least time between two blocks, in milliseconds: one transaction is fast, and a stream of them shares blocks. */
const BLOCK_INTERVAL = 10;

/** What may wait at once; a block holds no more than the pool, and a journal record no more than a block. */
const MAX_POOLED = 10_000;
const MAX_POOLED_BYTES = 32 * 2 ** 20;

/**
 * Decides when a block is mined, and keeps every answer back that could show a block before it is in the journal.
 *
 * A block is mined when a transaction can be, never empty of its own accord, dated with the present second or with
 * the block before if that is later, so that no block is ever dated into the future.
 *
 * When the journal or the chain fails, the chain in memory is ahead of what is durable: from then on nothing is
 * answered, and `failed` tells why.
 */
export class Miner {
  /** Resolves with the error after which the node must not serve; never, while all is well. */
  readonly failed: Promise<PortolanError>;
  readonly #chain: LocalChain;
  readonly #journal: Journal;
  readonly #pool = new Pool();
  readonly #admissions = new Set<Promise<unknown>>();
  #reportFailure!: (error: PortolanError) => void;
  #failure: PortolanError | undefined;
  #height: number;
  #timestamp: number;
  #minedAt = 0;
  #sealing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /** @param last height and timestamp (Unix seconds) of the last block of `chain` and `journal`. */
  constructor(chain: LocalChain, journal: Journal, last: { height: number; timestamp: number }) {
    this.#chain = chain;
    this.#journal = journal;
    this.#height = last.height;
    this.#timestamp = last.timestamp;
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve;
    });
  }

  /** Height of the last durable block. */
  get height(): number {
    return this.#height;
  }

  /** Executes a method on the chain; answers, also with an error, only from blocks that are durable. */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    try {
      return await this.#chain.request(method, params);
    } finally {
      await this.settled();
    }
  }

  /**
   * Puts a signed transaction into the pool, where the next block finds it.
   *
   * @returns its hash, 0x hex.
   * @throws the chain's error when it refuses the transaction; RpcError -32005 when the pool is full.
   */
  async send(raw: string): Promise<string> {
    try {
      const hash = await this.betweenBlocks(() => this.#admit(raw));
      this.#schedule();
      return hash;
    } finally {
      await this.settled();
    }
  }

  /** Runs `work` at a time when no block is being mined, and lets none be mined until it is done. */
  async betweenBlocks<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.settled();
    const admission = work();
    this.#admissions.add(admission);
    try {
      return await admission;
    } finally {
      this.#admissions.delete(admission);
    }
  }

  /** Resolves when every block that has been mined is durable. */
  async settled(): Promise<void> {
    while (this.#sealing !== undefined) await this.#sealing;
    if (this.#failure !== undefined) throw new RpcError(RPC_CODE.internalError, "The node has stopped serving.");
  }

  /** Lets the block that is being mined become durable and mines no other. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    while (this.#sealing !== undefined) await this.#sealing;
  }

  async #admit(raw: string): Promise<string> {
    if (this.#pool.size >= MAX_POOLED || this.#pool.bytes + raw.length / 2 > MAX_POOLED_BYTES) {
      throw new RpcError(RPC_CODE.limitExceeded, "The pool is full; send again when blocks were mined.");
    }
    const hash = (await this.#chain.request("eth_sendRawTransaction", [raw])) as string;
    const { from, nonce } = (await this.#chain.request("eth_getTransactionByHash", [hash])) as Record<string, string>;
    if (from === undefined) throw new Error(`The chain accepted transaction ${hash} and does not know it.`);
    const next = this.#pool.knows(from) ? 0 : Number(await this.#chain.request("eth_getTransactionCount", [from]));
    this.#pool.add({ hash, raw, from, nonce: Number(nonce) }, next);
    return hash;
  }

  #schedule(): void {
    if (this.#stopped || this.#timer !== undefined || this.#sealing !== undefined || this.#failure !== undefined)
      return;
    if (this.#pool.nextReady() === undefined) return;
    const wait = Math.max(0, this.#minedAt + BLOCK_INTERVAL - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#sealing = this.#seal();
    }, wait);
  }

  async #seal(): Promise<void> {
    try {
      await Promise.allSettled(this.#admissions);
      if (await this.#hasSomethingToMine()) await this.#mineDurably();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#sealing = undefined;
      this.#minedAt = performance.now();
    }
    this.#schedule();
  }

  /** The chain drops a transaction whose sender can no longer pay for it, and says so to nobody. */
  async #hasSomethingToMine(): Promise<boolean> {
    for (let ready = this.#pool.nextReady(); ready !== undefined; ready = this.#pool.nextReady()) {
      if ((await this.#chain.request("eth_getTransactionByHash", [ready.hash])) !== null) return true;
      this.#pool.drop(ready);
    }
    return false;
  }

  async #mineDurably(): Promise<void> {
    const expected = this.#pool.nextReady();
    const timestamp = Math.max(this.#timestamp, Math.floor(Date.now() / 1000));
    const block = await this.#chain.mine(timestamp);
    if (block.height !== this.#height + 1 || block.timestamp !== timestamp) {
      throw new Error(`mined block ${String(block.height)} dated ${String(block.timestamp)} instead`);
    }
    const transactions = this.#pool.takeMined(block.transactions);
    await this.#journal.append({ height: block.height, timestamp, hash: block.hash, transactions });
    this.#height = block.height;
    this.#timestamp = timestamp;
    // Otherwise a transaction that the chain keeps but never mines would make us mine empty blocks for ever.
    if (transactions.length === 0 && expected !== undefined) this.#pool.stall(expected.from);
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#failure = PortolanError.is(error)
      ? error
      : new PortolanError("NodeChainFailed", { height: this.#height + 1, reason }, { cause: error });
    this.#reportFailure(this.#failure);
  }
}
