import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Requests whose bodies are in memory at the same time, in all and from one address. Each has at most 4 MiB. */
const MOST = 16;
const MOST_OF_ADDRESS = 8;

/** Seconds. */
const RETRY_AFTER = 1;

/** Bounds the memory and the work of requests whose senders are not verified yet. */
export class BodySlots {
  readonly #ofAddress = new Map<string, number>();
  #taken = 0;

  /** @returns a function that frees the slot. @throws ExchangeBusy */
  take(address: string): () => void {
    const ofAddress = this.#ofAddress.get(address) ?? 0;
    if (this.#taken >= MOST || ofAddress >= MOST_OF_ADDRESS)
      throw new PortolanError("ExchangeBusy", { retryAfter: RETRY_AFTER });
    this.#taken++;
    this.#ofAddress.set(address, ofAddress + 1);
    return () => {
      this.#taken--;
      const left = (this.#ofAddress.get(address) ?? 1) - 1;
      if (left === 0) this.#ofAddress.delete(address);
      else this.#ofAddress.set(address, left);
    };
  }
}
