import type { PooledTransaction } from "./pooled-transaction.ts";

interface Sender {
  /** The nonce that the sender's next transaction must have to be mined. */
  next: number;
  /** The sum of its transactions' costs, in wei. */
  pledged: bigint;
  readonly byNonce: Map<number, PooledTransaction>;
}

/**
 * The waiting transactions. The chain's pool keeps no raw transactions and cannot say cheaply whether one can be mined.
 * A sender is ready when it has a transaction with its next nonce; a transaction after a nonce gap waits.
 */
export class Pool {
  readonly #senders = new Map<string, Sender>();
  readonly #byHash = new Map<string, PooledTransaction>();
  readonly #ready = new Set<string>();
  #bytes = 0;

  get size(): number {
    return this.#byHash.size;
  }

  /** Bytes of all raw transactions. */
  get bytes(): number {
    return this.#bytes;
  }

  find(from: string, nonce: number): PooledTransaction | undefined {
    return this.#senders.get(from)?.byNonce.get(nonce);
  }

  /** The cost of `transaction` and the sender's other transactions, in wei, without the replaced transaction. */
  pledgedWith(transaction: PooledTransaction): bigint {
    const replaced = this.find(transaction.from, transaction.nonce)?.cost ?? 0n;
    return (this.#senders.get(transaction.from)?.pledged ?? 0n) - replaced + transaction.cost;
  }

  /** Adds a transaction and replaces one with the same nonce. `next` is the sender's nonce on the chain. */
  add(transaction: PooledTransaction, next: number): void {
    const { from, nonce } = transaction;
    const sender = this.#senders.get(from) ?? { next, pledged: 0n, byNonce: new Map<number, PooledTransaction>() };
    this.#senders.set(from, sender);
    this.#remove(sender, nonce);
    sender.next = next;
    sender.pledged += transaction.cost;
    sender.byNonce.set(nonce, transaction);
    this.#byHash.set(transaction.hash, transaction);
    this.#bytes += byteLength(transaction.raw);
    this.#settle(from, sender);
  }

  /** A transaction for the next block; undefined if no transaction can be mined. */
  nextReady(): PooledTransaction | undefined {
    for (const from of this.#ready) {
      const sender = this.#senders.get(from);
      return sender?.byNonce.get(sender.next);
    }
    return undefined;
  }

  /** Removes the transactions of a block and returns their raw bytes in the same order. */
  takeMined(hashes: readonly string[]): string[] {
    return hashes.map((hash) => {
      const transaction = this.#byHash.get(hash);
      const sender = transaction && this.#senders.get(transaction.from);
      if (transaction === undefined || sender === undefined) throw new Error(`${hash} was mined but never sent`);
      this.#remove(sender, transaction.nonce);
      sender.next = transaction.nonce + 1;
      this.#settle(transaction.from, sender);
      return transaction.raw;
    });
  }

  #remove(sender: Sender, nonce: number): void {
    const transaction = sender.byNonce.get(nonce);
    if (transaction === undefined) return;
    sender.byNonce.delete(nonce);
    sender.pledged -= transaction.cost;
    this.#byHash.delete(transaction.hash);
    this.#bytes -= byteLength(transaction.raw);
  }

  #settle(from: string, sender: Sender): void {
    if (sender.byNonce.has(sender.next)) this.#ready.add(from);
    else this.#ready.delete(from);
    if (sender.byNonce.size === 0) this.#senders.delete(from);
  }
}

function byteLength(raw: string): number {
  return raw.length / 2 - 1;
}
