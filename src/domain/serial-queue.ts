/** Runs tasks one at a time, in the order in which they were added. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #size = 0;

  /** Number of tasks that run or wait. */
  get size(): number {
    return this.#size;
  }

  /** Runs a task after every earlier one has ended, successfully or not. Settles as the task does. */
  run<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#size += 1;
    const done = this.#last.then(task).finally(() => (this.#size -= 1));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when every task added so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
