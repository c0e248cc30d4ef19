import type { EntryHash, Hex, SignedEntry } from "../../domain/entry.ts";
import type { SignedAct } from "../../domain/cooperation/act.ts";
import { isAct, type Statement } from "../../domain/statement.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bumpFees, readFees, type Fees } from "../../ledger/fees.ts";
import { getTransactionCount } from "../../ledger/get-transaction-count.ts";
import { encodeActBatch } from "../../ledger/act-batch.ts";
import { encodeRecordBatch } from "../../ledger/record-batch.ts";
import { signRelayTransaction, type RelayTransaction, type SignedTransaction } from "../../ledger/relay-transaction.ts";
import { sendRawTransaction } from "../../ledger/send-raw-transaction.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { PendingBatch } from "../../store/outbox/batches.ts";
import type { OpenStatement } from "../../store/outbox/submissions.ts";
import { actBatchGas, batchGas, MAX_TRANSACTION_GAS } from "../../ledger/batch-gas.ts";

/** A submission with its signed entry or act. */
export interface SignedSubmission {
  readonly submission: OpenStatement;
  readonly entry: Statement;
  readonly hash: EntryHash;
  readonly signature: Hex;
}

export interface RelayParts {
  readonly rpc: Rpc;
  readonly chainId: number;
  readonly ledger: Hex;
  /** The CooperationLedger; absent in a deployment without one. */
  readonly cooperation?: Hex | undefined;
  /** Signs the digest of a transaction: 64 bytes (EIP-2098). */
  readonly sign: (digest: Hex) => Hex | Promise<Hex>;
  /** Largest number of pending transactions. Besu's pool may keep only five transactions of one sender. */
  readonly inFlight: number;
  /** Stores a replacement before the relay sends it. */
  readonly onReplace: (batch: number, transaction: SignedTransaction) => Promise<void>;
  /** Clock in milliseconds, which measures the age of transactions. */
  readonly now: () => number;
  /** Receives the node's refusals of transactions. */
  readonly onTrouble: (error: unknown) => void;
}

/** Age in milliseconds after which a pending transaction is sent again, and after which a higher fee replaces it. */
const RESEND_AFTER_MS = 5_000;
const REPLACE_AFTER_MS = 30_000;

interface PendingTransaction {
  batch: PendingBatch;
  /** The last transaction with this nonce. */
  transaction: SignedTransaction;
  unsigned: RelayTransaction | null;
  sentAt: number;
  readonly since: number;
  replacedAt: number;
}

/**
 * An account that pays for entries and submits them in the order of its nonces. It can delay an entry, but cannot forge
 * one.
 *
 * Each transaction is stored before the relay sends it. After a crash, the relay sends it again until it is mined, or
 * until another transaction has used its nonce.
 */
export class Relay {
  readonly address: Hex;
  readonly #parts: RelayParts;
  readonly #pending = new Map<number, PendingTransaction>();
  #nextNonce = 0;
  #foreign = 0;
  #fees: Fees = { gasPrice: 0n };

  constructor(address: Hex, parts: RelayParts) {
    this.address = address;
    this.#parts = parts;
  }

  /** Number of pending transactions. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Number of mined transactions of the account since the start that this gateway did not sign. */
  get foreign(): number {
    return this.#foreign;
  }

  get hasRoom(): boolean {
    return this.#pending.size < this.#parts.inFlight;
  }

  /** Sends the stored batches of the last run again with the same bytes. New nonces follow their nonces. */
  async recover(batches: readonly PendingBatch[]): Promise<void> {
    const { rpc } = this.#parts;
    this.#pending.clear();
    this.#fees = await readFees(rpc);
    this.#nextNonce = await getTransactionCount(rpc, this.address, "latest");
    for (const batch of batches) {
      // The store has at least one transaction of each batch.
      const transaction = batch.transactions.at(-1) as SignedTransaction;
      const now = this.#parts.now();
      this.#pending.set(batch.id, { batch, transaction, unsigned: null, sentAt: now, since: now, replacedAt: now });
      this.#nextNonce = Math.max(this.#nextNonce, batch.nonce + 1);
      this.#send(batch.id);
    }
  }

  /** Signs a transaction with these statements to one ledger and the next nonce; `dispatch` sends it. */
  async prepare(id: number, entries: readonly SignedSubmission[]): Promise<PendingBatch> {
    const { chainId, sign } = this.#parts;
    const unsigned: RelayTransaction = {
      chainId,
      nonce: this.#nextNonce,
      ...this.#callOf(entries),
      fees: this.#fees,
    };
    const transaction = await signRelayTransaction(unsigned, sign);
    const attempts = entries.map(({ submission, hash }) => ({ hash, submission: submission.id }));
    const batch = { id, relay: this.address, nonce: unsigned.nonce, transactions: [transaction], attempts };
    this.#nextNonce += 1;
    const now = this.#parts.now();
    this.#pending.set(id, { batch, transaction, unsigned, sentAt: now, since: now, replacedAt: now });
    return batch;
  }

  #callOf(statements: readonly SignedSubmission[]): Pick<RelayTransaction, "to" | "data" | "gasLimit"> {
    const { ledger, cooperation } = this.#parts;
    const entries: SignedEntry[] = [];
    const acts: SignedAct[] = [];
    for (const { entry, signature } of statements)
      if (isAct(entry)) acts.push({ act: entry, signature });
      else entries.push({ entry, signature });
    if (acts.length === 0)
      return { to: ledger, data: encodeRecordBatch(entries), gasLimit: batchGas(entries, MAX_TRANSACTION_GAS) };
    if (cooperation === undefined) throw new PortolanError("CooperationMissing", {});
    return { to: cooperation, data: encodeActBatch(acts), gasLimit: actBatchGas(acts, MAX_TRANSACTION_GAS) };
  }

  /** Sends a prepared batch after it was stored. */
  dispatch(batch: PendingBatch): void {
    this.#send(batch.id);
  }

  /** Withdraws the last prepared batch, which could not be stored, and reuses its nonce. */
  withdraw(batch: PendingBatch): void {
    this.#pending.delete(batch.id);
    this.#nextNonce = batch.nonce;
  }

  /** Removes mined batches. */
  mined(batches: ReadonlySet<number>): void {
    for (const id of batches) this.#pending.delete(id);
  }

  /**
   * Sends pending transactions again after {@link RESEND_AFTER_MS}, and raises their fees after {@link
   * REPLACE_AFTER_MS}. Reports transactions of the account that this gateway did not sign: another program uses its key.
   *
   * @returns ids of batches whose nonce another transaction has used.
   */
  async tend(): Promise<number[]> {
    const { rpc } = this.#parts;
    this.#fees = await readFees(rpc);
    const now = this.#parts.now();
    const used = await getTransactionCount(rpc, this.address, "latest");
    if (used > this.#nextNonce) {
      this.#reportForeign(this.#nextNonce, used - this.#nextNonce);
      this.#nextNonce = used;
    }
    const waiting = [...this.#pending.values()].filter(({ since }) => now - since > RESEND_AFTER_MS);
    const lost: number[] = [];
    for (const pending of waiting) {
      const { id, nonce } = pending.batch;
      if (nonce < used) {
        // The follower will find the batch, unless a foreign transaction used the nonce.
        if (!(await this.#isOurs(pending.batch))) {
          lost.push(id);
          this.#reportForeign(nonce, 1);
        }
      } else if (nonce === used && now - pending.replacedAt > REPLACE_AFTER_MS) await this.#replace(pending);
      else if (now - pending.sentAt > RESEND_AFTER_MS) this.#send(id);
    }
    for (const id of lost) this.#pending.delete(id);
    return lost;
  }

  #reportForeign(nonce: number, count: number): void {
    this.#foreign += count;
    this.#parts.onTrouble(new PortolanError("RelayUsedElsewhere", { relay: this.address, nonce, count }));
  }

  async #isOurs(batch: PendingBatch): Promise<boolean> {
    const { rpc } = this.#parts;
    for (const { hash } of batch.transactions) {
      if ((await rpc.request("eth_getTransactionReceipt", [hash])) !== null) return true;
    }
    return false;
  }

  async #replace(pending: PendingTransaction): Promise<void> {
    const { sign, onReplace, onTrouble } = this.#parts;
    pending.replacedAt = this.#parts.now();
    const { id, nonce } = pending.batch;
    // Only sends it again if its fees are unknown after a restart, or if the gas price is 0.
    if (pending.unsigned === null || isFree(pending.unsigned.fees)) return this.#send(id);
    const unsigned = { ...pending.unsigned, fees: bumpFees(pending.unsigned.fees) };
    const transaction = await signRelayTransaction(unsigned, sign);
    await onReplace(id, transaction);
    pending.batch = { ...pending.batch, transactions: [...pending.batch.transactions, transaction] };
    pending.unsigned = unsigned;
    pending.transaction = transaction;
    onTrouble(new PortolanError("TransactionReplaced", { relay: this.address, nonce, hash: transaction.hash }));
    this.#send(id);
  }

  /** Sends a transaction without waiting. The follower sees its result; `tend` sends it again without one. */
  #send(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.sentAt = this.#parts.now();
    sendRawTransaction(this.#parts.rpc, pending.transaction).catch((error: unknown) => {
      if (!isAlreadyKnown(error)) this.#parts.onTrouble(error);
    });
  }
}

/** Whether a node refused a transaction that it already has. Each kind of node uses another message. */
function isAlreadyKnown(error: unknown): boolean {
  return (
    PortolanError.is(error, "ChainAnsweredError") &&
    /already known|known transaction|nonce too low|already imported/i.test(String(error.facts["message"]))
  );
}

const isFree = (fees: Fees) => "gasPrice" in fees && fees.gasPrice === 0n;
