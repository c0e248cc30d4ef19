import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Runs one task at a time, in the order in which they were asked for. */
export class Turns {
  readonly #most: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param most tasks that may wait at once. */
  constructor(most: number) {
    this.#most = most;
  }

  /** @throws WitnessBusy when too many wait already; otherwise what the task throws. */
  async take<T>(task: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#most) throw new PortolanError("WitnessBusy", { retryAfter: 1 });
    this.#waiting += 1;
    const turn = this.#last.then(task).finally(() => (this.#waiting -= 1));
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
