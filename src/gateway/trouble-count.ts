import { PortolanError } from "../domain/errors/portolan-error.ts";

/** What went wrong beside requests and may mend itself: how often, by the code of the error, since the start. */
export class TroubleCount {
  readonly #counts = new Map<string, number>();

  note(error: unknown): void {
    const code = PortolanError.is(error) ? error.code : "InternalError";
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  get byCode(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}
