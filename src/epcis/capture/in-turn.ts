/**
 * Lets work that is about the same things be done one after the other, and all other work side by side: two documents
 * that open the same unit, or hold the same event, must not be decided upon at once.
 */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Result>(things: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = things.flatMap((thing) => this.#last.get(thing) ?? []);
    // All places are taken in one turn of the event loop, so that nobody waits in a circle.
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
