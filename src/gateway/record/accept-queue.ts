import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  acceptRequests,
  type AcceptedRequest,
  type AcceptRequest,
  type NotAccepted,
} from "../../store/outbox/accept-requests.ts";
import type { Database } from "../../store/open-database.ts";

interface WaitingRequest {
  readonly request: AcceptRequest;
  readonly resolve: (outcome: AcceptedRequest) => void;
  readonly reject: (error: unknown) => void;
}

/** The most drafts of one commit. Requests behind them go into the next. */
const DRAFTS_PER_COMMIT = 2_000;

/** Seconds after which a client may try again when the database is out of reach. */
const RETRY_AFTER = 2;

/**
 * Commits all requests that arrive during a commit together in the next one. A durable write costs milliseconds,
 * whatever its size, so that many callers share the cost and none waits for a timer.
 */
export class AcceptQueue {
  readonly #db: Database;
  readonly #onAccepted: () => void;
  readonly #onTrouble: (error: unknown) => void;
  #waiting: WaitingRequest[] = [];
  #committing = false;

  /** @param onAccepted Called after each commit. */
  constructor(db: Database, onAccepted: () => void, onTrouble: (error: unknown) => void) {
    this.#db = db;
    this.#onAccepted = onAccepted;
    this.#onTrouble = onTrouble;
  }

  /** @throws IdempotencyKeyReused, EpcisCaptureConflict, StoreUnavailable: then nothing was promised. */
  accept(request: AcceptRequest): Promise<AcceptedRequest> {
    const { promise, resolve, reject } = Promise.withResolvers<AcceptedRequest>();
    this.#waiting.push({ request, resolve, reject });
    if (!this.#committing) {
      this.#committing = true;
      // Requests that arrive in this turn of the event loop share the commit.
      setImmediate(() => void this.#commitAll());
    }
    return promise;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#takeShare());
    this.#committing = false;
  }

  #takeShare(): WaitingRequest[] {
    let drafts = 0;
    const end = this.#waiting.findIndex(({ request }, index) => {
      drafts += request.drafts.length;
      return index > 0 && drafts > DRAFTS_PER_COMMIT;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #commit(share: readonly WaitingRequest[]): Promise<void> {
    let outcomes: (AcceptedRequest | NotAccepted)[];
    try {
      outcomes = await acceptRequests(
        this.#db,
        share.map(({ request }) => request),
      );
    } catch (cause) {
      this.#onTrouble(cause);
      const error = new PortolanError("StoreUnavailable", { retryAfter: RETRY_AFTER }, { cause });
      for (const { reject } of share) reject(error);
      return;
    }
    this.#onAccepted();
    for (const [index, { request, resolve, reject }] of share.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined || outcome === "key reused") {
        reject(new PortolanError("IdempotencyKeyReused", { key: request.idempotency?.key ?? "" }));
      } else if (outcome === "captured before") {
        reject(new PortolanError("EpcisCaptureConflict", {}));
      } else resolve(outcome);
    }
  }
}
