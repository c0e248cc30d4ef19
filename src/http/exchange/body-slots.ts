import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";

/** Requests whose bodies are in memory at the same time, in all and of one source. Each has at most 4 MiB. */
const MOST = 16;
const MOST_OF_SOURCE = 8;

/** Seconds. */
const RETRY_AFTER = 1;

/** The slot of one request. */
export interface BodySlot {
  /**
   * Counts the request for its sender, whose signature was verified, instead of for its address: members behind one
   * proxy share an address.
   *
   * @throws ExchangeBusy
   */
  belongsTo(sender: ParticipantId): void;
  free(): void;
}

/** Bounds the memory and the work of requests. Until its sender is verified, a request counts for its address. */
export class BodySlots {
  readonly #ofSource = new Map<string, number>();
  #taken = 0;

  /** @throws ExchangeBusy */
  take(address: string): BodySlot {
    if (this.#taken >= MOST) throw busy();
    let source = this.#enter(`address ${address}`);
    this.#taken++;
    return {
      belongsTo: (sender) => {
        const member = `member ${sender}`;
        if (source === member) return;
        const entered = this.#enter(member);
        this.#leave(source);
        source = entered;
      },
      free: () => {
        this.#taken--;
        this.#leave(source);
      },
    };
  }

  #enter(source: string): string {
    const before = this.#ofSource.get(source) ?? 0;
    if (before >= MOST_OF_SOURCE) throw busy();
    this.#ofSource.set(source, before + 1);
    return source;
  }

  #leave(source: string): void {
    const left = (this.#ofSource.get(source) ?? 1) - 1;
    if (left === 0) this.#ofSource.delete(source);
    else this.#ofSource.set(source, left);
  }
}

const busy = () => new PortolanError("ExchangeBusy", { retryAfter: RETRY_AFTER });
