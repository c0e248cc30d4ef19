import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { Journal } from "./journal.ts";
import type { LocalChain } from "./local-chain.ts";
import { Pool } from "./pool.ts";
import { type PooledTransaction, readPooledTransaction } from "./pooled-transaction.ts";
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
  #reportFailure!: (error: PortolanError) => void;
  #failure: PortolanError | undefined;
  #height: number;
  #timestamp: number;
  #minedAt = 0;
  /** The block that is mined and not yet durable. */
  #sealing: Promise<void> | undefined;
  /** The last piece of work of `exclusively`, however it ends. */
  #tail: Promise<unknown> = Promise.resolve();
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
  async request<Result>(method: string, params: readonly unknown[]): Promise<Result> {
    try {
      return await this.#chain.request<Result>(method, params);
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
      return await this.exclusively(() => this.#admit(raw));
    } finally {
      this.#schedule();
      await this.settled();
    }
  }

  /** Runs `work` after all that was given before, while no block is being mined and no transaction admitted. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#tail.then(work);
    this.#tail = done.catch(() => undefined);
    return done;
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
    await this.#tail;
  }

  /**
   * The chain checks a transaction against its sender's balance on its own. If the pool ever held more than a
   * sender can pay, the chain could not mine at all: it fails rather than leave a transaction out.
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
      throw new RpcError(RPC_CODE.rejected, "The sender cannot pay for this after its other pending transactions.");
    }
    this.#pool.add(transaction, Number(next));
    return hash;
  }

  /** Takes a transaction out of the chain's pool again and puts back the one that it replaced. */
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
