import { PortolanError } from "../domain/errors/portolan-error.ts";
import { SerialQueue } from "../domain/serial-queue.ts";
import type { Journal } from "./journal.ts";
import type { LocalChain } from "./local-chain.ts";
import { Pool } from "./pool.ts";
import { type PooledTransaction, readPooledTransaction } from "./pooled-transaction.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** Shortest time between two blocks, in milliseconds: a single transaction is fast, and a stream shares blocks. */
const BLOCK_INTERVAL = 10;

/** Limits of the pool, and so of a block and of a record in the journal. */
const MAX_POOLED = 10_000;
const MAX_POOLED_BYTES = 32 * 2 ** 20;

/**
 * Mines blocks, and delays each answer that could show a block before it is in the journal.
 *
 * A block is mined when a transaction is ready, and never empty. It has the present second as its time, or the time of
 * the last block if that is later.
 *
 * After a failure of the journal or the chain, the chain in memory may be ahead of the journal. From then on the node
 * answers nothing, and `failed` has the reason.
 */
export class Miner {
  /** Resolves with the error after which the node must not serve. */
  readonly failed: Promise<PortolanError>;
  readonly #chain: LocalChain;
  readonly #journal: Journal;
  readonly #pool = new Pool();
  #reportFailure!: (error: PortolanError) => void;
  #failure: PortolanError | undefined;
  #height: number;
  #timestamp: number;
  #minedAt = 0;
  /** Resolves when the block that was just mined is durable. */
  #sealing: Promise<void> | undefined;
  readonly #exclusive = new SerialQueue();
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

  /** Executes a method on the chain. The result or error returns when all mined blocks are durable. */
  async request<Result>(method: string, params: readonly unknown[]): Promise<Result> {
    try {
      return await this.#chain.request<Result>(method, params);
    } finally {
      await this.settled();
    }
  }

  /**
   * Adds a signed transaction to the pool for the next block.
   *
   * @returns its hash, 0x hex.
   * @throws the error of the chain if it refuses the transaction; RpcError -32005 if the pool is full.
   */
  async send(raw: string): Promise<string> {
    try {
      return await this.exclusively(() => this.#admit(raw));
    } finally {
      this.#schedule();
      await this.settled();
    }
  }

  /** Runs `work` after earlier work. At the same time, no block is mined and no transaction is admitted. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#exclusive.run(work);
  }

  /** Resolves when every block that has been mined is durable. */
  async settled(): Promise<void> {
    while (this.#sealing !== undefined) await this.#sealing;
    if (this.#failure !== undefined) throw new RpcError(RPC_CODE.internalError, "The node has stopped serving.");
  }

  /** Waits until the current block is durable, and mines no further block. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#exclusive.idle();
  }

  /**
   * The chain compares only the cost of this transaction with the sender's balance. If the transactions of a sender
   * together cost more, the chain cannot mine: it fails instead of leaving out a transaction.
   */
  async #admit(raw: string): Promise<string> {
    await this.settled();
    if (this.#pool.size >= MAX_POOLED || this.#pool.bytes + raw.length / 2 > MAX_POOLED_BYTES) {
      throw new RpcError(RPC_CODE.limitExceeded, "The pool is full; send again when blocks were mined.");
    }
    const hash = await this.#chain.request<string>("eth_sendRawTransaction", [raw]);
    const transaction = await readPooledTransaction(this.#chain, hash, raw);
    const { from } = transaction;
    const [next, balance] = await Promise.all([
      this.#chain.request("eth_getTransactionCount", [from, "latest"]),
      this.#chain.request<string>("eth_getBalance", [from, "latest"]),
    ]);
    if (this.#pool.pledgedWith(transaction) > BigInt(balance)) {
      await this.#withdraw(transaction);
      throw new RpcError(
        RPC_CODE.rejected,
        "insufficient funds for gas * price + value: the sender's pending transactions leave too little.",
      );
    }
    this.#pool.add(transaction, Number(next));
    return hash;
  }

  /** Removes a transaction from the chain's pool and restores the transaction that it replaced. */
  async #withdraw({ hash, from, nonce }: PooledTransaction): Promise<void> {
    await this.#chain.request("hardhat_dropTransaction", [hash]);
    const replaced = this.#pool.find(from, nonce);
    if (replaced !== undefined) await this.#chain.request("eth_sendRawTransaction", [replaced.raw]);
  }

  #schedule(): void {
    if (this.#stopped || this.#timer !== undefined || this.#pool.nextReady() === undefined) return;
    const wait = Math.max(0, this.#minedAt + BLOCK_INTERVAL - performance.now());
    this.#timer = setTimeout(() => void this.exclusively(() => this.#seal()), wait);
  }

  async #seal(): Promise<void> {
    if (this.#stopped) return;
    this.#sealing = this.#mineDurably().catch((error: unknown) => this.#fail(error));
    await this.#sealing;
    this.#sealing = undefined;
    this.#minedAt = performance.now();
    this.#timer = undefined;
    this.#schedule();
  }

  async #mineDurably(): Promise<void> {
    const timestamp = Math.max(this.#timestamp, Math.floor(Date.now() / 1000));
    const block = await this.#chain.mine(timestamp);
    if (block.height !== this.#height + 1 || block.timestamp !== timestamp || block.transactions.length === 0) {
      throw new Error(`it mined ${JSON.stringify({ ...block, transactions: block.transactions.length })} instead`);
    }
    const transactions = this.#pool.takeMined(block.transactions);
    await this.#journal.append({ height: block.height, timestamp, hash: block.hash, transactions });
    this.#height = block.height;
    this.#timestamp = timestamp;
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#failure = PortolanError.is(error)
      ? error
      : new PortolanError("NodeChainFailed", { height: this.#height + 1, reason }, { cause: error });
    this.#stopped = true;
    this.#reportFailure(this.#failure);
  }
}
