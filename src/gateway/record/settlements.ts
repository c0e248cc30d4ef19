/** A look-out for the settlement of some submissions; close it when nobody waits any more. */
export interface Watch {
  /** Resolves when all were settled since the watch began, or after `ms` milliseconds. */
  wait(ms: number): Promise<void>;
  close(): void;
}

/** Lets requests wait until their submissions are settled. */
export class Settlements {
  readonly #watchers = new Map<number, Set<(id: number) => void>>();

  /** Tells whoever waits for this submission. */
  settle(id: number): void {
    for (const tell of this.#watchers.get(id) ?? []) tell(id);
  }

  watch(ids: readonly number[]): Watch {
    const open = new Set(ids);
    const { promise: all, resolve } = Promise.withResolvers<void>();
    const tell = (id: number) => {
      open.delete(id);
      if (open.size === 0) resolve();
    };
    for (const id of open) this.#add(id, tell);
    return {
      async wait(ms) {
        const { promise: late, resolve: giveUp } = Promise.withResolvers<void>();
        const timer = setTimeout(giveUp, ms);
        await Promise.race([all, late]);
        clearTimeout(timer);
      },
      close: () => {
        for (const id of ids) this.#remove(id, tell);
      },
    };
  }

  #add(id: number, tell: (id: number) => void): void {
    const watchers = this.#watchers.get(id);
    if (watchers === undefined) this.#watchers.set(id, new Set([tell]));
    else watchers.add(tell);
  }

  #remove(id: number, tell: (id: number) => void): void {
    const watchers = this.#watchers.get(id);
    watchers?.delete(tell);
    if (watchers?.size === 0) this.#watchers.delete(id);
  }
}
