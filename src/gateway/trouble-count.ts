import { PortolanError } from "../domain/errors/portolan-error.ts";

/** Number of errors outside requests since the start, by code. */
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
