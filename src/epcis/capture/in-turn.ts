/**
 * Serialises work with a common key, and runs all other work in parallel. For instance, two documents that open the
 * same unit must not be planned at the same time.
 */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = keys.flatMap((key) => this.#last.get(key) ?? []);
    // Joins all queues in one turn of the event loop, so that no two calls wait for each other.
    const done = Promise.allSettled(before).then(work);
    const settled = done.catch(() => undefined);
    for (const key of keys) this.#last.set(key, settled);
    try {
      return await done;
    } finally {
      for (const key of keys) {
        if (this.#last.get(key) === settled) this.#last.delete(key);
      }
    }
  }
}
