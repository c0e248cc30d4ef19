/** Lets requests wait until their submissions are settled. */
export class Settlements {
  readonly #waiters = new Map<number, Set<() => void>>();

  /** Tells whoever waits for this submission. */
  settle(id: number): void {
    const waiting = this.#waiters.get(id);
    if (waiting === undefined) return;
    this.#waiters.delete(id);
    for (const tell of waiting) tell();
  }

  /** Resolves when all of these submissions were settled, or after `ms` milliseconds. */
  async wait(ids: readonly number[], ms: number): Promise<void> {
    const open = new Set(ids);
    if (open.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const tellers = ids.map((id) => {
      const tell = () => {
        open.delete(id);
        if (open.size === 0) resolve();
      };
      const waiting = this.#waiters.get(id) ?? new Set();
      waiting.add(tell);
      this.#waiters.set(id, waiting);
      return { id, tell };
    });
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    for (const { id, tell } of tellers) {
      const waiting = this.#waiters.get(id);
      waiting?.delete(tell);
      if (waiting?.size === 0) this.#waiters.delete(id);
    }
  }
}
