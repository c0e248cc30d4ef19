/** Watches the settlement of some submissions until it is closed. */
export interface SettlementWatch {
  /**
   * Resolves when all submissions have been settled since the watch began, when the store must be read again, or after
   * `ms` milliseconds.
   */
  wait(ms: number): Promise<void>;
  close(): void;
}

interface Watcher {
  readonly open: Set<number>;
  /** Resolves when the watcher should read the store again. */
  news: PromiseWithResolvers<void>;
}

/** Wakes requests that wait until their submissions are settled. */
export class Settlements {
  readonly #watchers = new Map<number, Set<Watcher>>();

  /** Marks a submission as settled, and wakes the requests whose submissions are now all settled. */
  settle(id: number): void {
    for (const { open, news } of this.#watchers.get(id) ?? []) {
      open.delete(id);
      if (open.size === 0) news.resolve();
    }
  }

  /** Wakes all requests, because any submission may have been settled. */
  lookAgain(): void {
    for (const watchers of this.#watchers.values()) for (const { news } of watchers) news.resolve();
  }

  watch(ids: readonly number[]): SettlementWatch {
    const watcher: Watcher = { open: new Set(ids), news: Promise.withResolvers() };
    for (const id of ids) this.#watchers.set(id, (this.#watchers.get(id) ?? new Set()).add(watcher));
    return {
      async wait(ms) {
        const timer = setTimeout(watcher.news.resolve, ms);
        await watcher.news.promise;
        clearTimeout(timer);
        watcher.news = Promise.withResolvers();
      },
      close: () => {
        for (const id of ids) this.#remove(id, watcher);
      },
    };
  }

  #remove(id: number, watcher: Watcher): void {
    const watchers = this.#watchers.get(id);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(id);
  }
}
