/**
 * Runs work on common things one after the other, and all other work in parallel: two documents that open the same unit or
 * have the same event must not be decided upon at once.
 */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Result>(things: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = things.flatMap((thing) => this.#last.get(thing) ?? []);
    // All queues are joined in one turn of the event loop, so that no two jobs wait for each other.
    const done = Promise.allSettled(before).then(work);
    const settled = done.catch(() => undefined);
    for (const thing of things) this.#last.set(thing, settled);
    try {
      return await done;
    } finally {
      for (const thing of things) {
        if (this.#last.get(thing) === settled) this.#last.delete(thing);
      }
    }
  }
}
