/** A transaction that the chain has accepted and not yet mined. */
export interface PooledTransaction {
  /** Lower-case 0x hex, 32 bytes. */
  readonly hash: string;
  /** As it was sent: 0x hex of its EIP-2718 envelope. */
  readonly raw: string;
  readonly from: string;
  readonly nonce: number;
}

interface Sender {
  /** The nonce that the sender's next transaction must have to be mined. */
  next: number;
  readonly byNonce: Map<number, PooledTransaction>;
}

/**
 * What waits to be mined: a record beside the chain's own pool, which keeps no raw transactions and cannot tell
 * cheaply whether it has one to mine. A sender is ready when it has a transaction with its next nonce; a
 * transaction behind a nonce gap waits without making anybody mine.
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

  knows(from: string): boolean {
    return this.#senders.has(from);
  }

  /** Adds a transaction, in the place of the one with its nonce if there is one. `next` counts for a new sender. */
  add(transaction: PooledTransaction, next: number): void {
    const { from, nonce } = transaction;
    const sender = this.#senders.get(from) ?? { next, byNonce: new Map<number, PooledTransaction>() };
    this.#senders.set(from, sender);
    this.#forget(sender.byNonce.get(nonce));
    sender.byNonce.set(nonce, transaction);
    this.#byHash.set(transaction.hash, transaction);
    this.#bytes += byteLength(transaction.raw);
    this.#settle(from, sender);
  }

  /** A transaction that the next block should hold, or undefined when nothing can be mined. */
  nextReady(): PooledTransaction | undefined {
    for (const from of this.#ready) {
      const sender = this.#senders.get(from);
      return sender?.byNonce.get(sender.next);
    }
    return undefined;
  }

  /** Takes out what a block holds and returns the raw transactions in the same order. */
  takeMined(hashes: readonly string[]): string[] {
    const mined = hashes.map((hash) => {
      const transaction = this.#byHash.get(hash);
      if (transaction === undefined) throw new Error(`Transaction ${hash} was mined but never sent.`);
      return transaction;
    });
    for (const transaction of mined) this.#take(transaction, transaction.nonce + 1);
    return mined.map(({ raw }) => raw);
  }

  /** Takes out a transaction that the chain has dropped. */
  drop(transaction: PooledTransaction): void {
    this.#take(transaction, this.#senders.get(transaction.from)?.next ?? transaction.nonce);
  }

  /** Makes nobody mine for a sender again until it sends another transaction. */
  stall(from: string): void {
    this.#ready.delete(from);
  }

  #take({ from, nonce }: PooledTransaction, next: number): void {
    const sender = this.#senders.get(from);
    if (sender === undefined) return;
    this.#forget(sender.byNonce.get(nonce));
    sender.byNonce.delete(nonce);
    sender.next = next;
    this.#settle(from, sender);
  }

  #forget(transaction: PooledTransaction | undefined): void {
    if (transaction === undefined) return;
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
