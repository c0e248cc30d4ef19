/** Runs the works of each key one after the other, in the order of the calls. */
export class InOrder<Key> {
  readonly #last = new Map<Key, Promise<void>>();

  /** @returns what the work returns; a failed one does not hinder the next. */
  run<Result>(key: Key, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const end: Promise<void> = result.then(
      () => this.#forget(key, end),
      () => this.#forget(key, end),
    );
    this.#last.set(key, end);
    return result;
  }

  #forget(key: Key, end: Promise<void>): void {
    if (this.#last.get(key) === end) this.#last.delete(key);
  }
}
