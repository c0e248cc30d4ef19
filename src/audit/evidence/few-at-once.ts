import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Runs a few costly tasks at once; others wait in the order in which they came, a bounded number of them. */
export class FewAtOnce {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, mayWait: number) {
    this.#atOnce = atOnce;
    this.#mayWait = mayWait;
  }

  /** @throws EvidenceBusy when too many wait already; otherwise what the task throws. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#atOnce) await this.#turn();
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#mayWait) throw new PortolanError("EvidenceBusy", { retryAfter: 5 });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
