import type { Worker } from "node:worker_threads";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { receiveError } from "./sent-error.ts";
import type { TransactionDefinition } from "../transaction-definition.ts";
import { CLOSE, CLOSED, type ThreadAnswer, type ThreadRequest, type WriteAnswer } from "./write-request.ts";
import { returnThread, takeThread } from "./writer-threads.ts";

/** Most waiting transactions. A caller awaits each of its transactions, so that only a flood of callers reaches it. */
const MAX_WAITING = 1_000;

/** Seconds after which a refused caller may try again. */
const RETRY_AFTER = 2;

/**
 * The only connection that writes to SQLite's file, on its own thread: a durable commit blocks its thread for
 * milliseconds. Each message carries a whole transaction, because a message for each statement would cost more than the
 * statement.
 */
export class SqliteWriter {
  /** Rejects when the thread ends before {@link close}: writing is then impossible until a restart. */
  readonly failed: Promise<never>;
  readonly #thread: Worker;
  /** Resolves when the connection is closed, or the thread has ended. */
  readonly #closed: Promise<void>;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: unknown) => void }>();
  #lastId = 0;
  #isClosing = false;
  /** The error that ended writing; null while writing is possible. */
  #end: PortolanError | null = null;

  /** @param path Path of the database file, which has its schema before the first transaction is sent. */
  constructor(path: string) {
    const { promise: failed, reject: fail } = Promise.withResolvers<never>();
    // No caller may be waiting for it yet.
    failed.catch(() => undefined);
    this.failed = failed;
    const thread = takeThread();
    this.#thread = thread;
    this.#closed = new Promise((closed) => {
      const onMessage = (answer: ThreadAnswer) => {
        if (answer !== CLOSED) return answer.forEach((one) => this.#settle(one));
        thread.off("message", onMessage).off("error", onError).off("exit", onExit);
        returnThread(thread);
        closed();
      };
      let cause: unknown;
      const onError = (error: unknown) => (cause = error);
      const onExit = () => {
        if (this.#end === null) fail(new PortolanError("StoreWriterStopped", {}, { cause }));
        this.#end ??= new PortolanError("StoreWriterStopped", {}, { cause });
        for (const { reject } of this.#waiting.values()) reject(this.#end);
        this.#waiting.clear();
        closed();
      };
      thread.on("message", onMessage).on("error", onError).on("exit", onExit);
      // A listener keeps the process alive. Only a waiting transaction should.
      thread.unref();
    });
    this.#send({ open: path });
  }

  /**
   * Runs a transaction on the thread.
   *
   * @throws StoreUnavailable when too many wait; StoreWriterStopped; and SQLite's own errors, with their `errcode`.
   */
  write<Parameters extends readonly unknown[], Result>(
    { module, name }: TransactionDefinition<Parameters, Result>,
    parameters: Parameters,
  ): Promise<Result> {
    if (this.#end !== null) return Promise.reject(this.#end);
    if (this.#waiting.size >= MAX_WAITING) {
      return Promise.reject(new PortolanError("StoreUnavailable", { retryAfter: RETRY_AFTER }));
    }
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#send({ id, module, name, parameters });
      this.#thread.ref();
      this.#waiting.set(id, { resolve: (result) => resolve(result as Result), reject });
    });
  }

  /** Waits for the sent transactions, then closes the connection. */
  async close(): Promise<void> {
    this.#end ??= new PortolanError("StoreWriterStopped", {});
    if (this.#isClosing) return this.#closed;
    this.#isClosing = true;
    this.#thread.ref();
    this.#send(CLOSE);
    await this.#closed;
  }

  #send(request: ThreadRequest): void {
    this.#thread.postMessage(request);
  }

  #settle({ id, outcome }: WriteAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#thread.unref();
    if ("error" in outcome) waiting?.reject(receiveError(outcome.error));
    else waiting?.resolve(outcome.result);
  }
}
