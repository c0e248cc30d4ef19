import { SerialQueue } from "../../domain/serial-queue.ts";

/** Runs the works of each key one after the other, in the order of the calls. It keeps a queue for each key. */
export class InOrder<Key> {
  readonly #queues = new Map<Key, SerialQueue>();

  /** @returns what the work returns; a failed one does not hinder the next. */
  run<Result>(key: Key, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#queues.get(key) ?? new SerialQueue();
    this.#queues.set(key, queue);
    return queue.run(work);
  }
}
