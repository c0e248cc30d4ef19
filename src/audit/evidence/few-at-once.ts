import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Limits the number of concurrent and of waiting tasks. Waiting tasks start in the order of their arrival. */
export class FewAtOnce {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, mayWait: number) {
    this.#atOnce = atOnce;
    this.#mayWait = mayWait;
  }

  /** @throws EvidenceBusy if too many tasks wait, and any error of the task. */
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
