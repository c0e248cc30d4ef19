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

/** Number of drafts in one commit, after which further requests wait for the next commit. */
const DRAFTS_PER_COMMIT = 2_000;

/** Seconds after which a client may retry if the database is unavailable. */
const RETRY_AFTER = 2;

/**
 * Commits all requests that arrive during one commit together in the next. A durable write costs milliseconds for any
 * number of requests, so that callers share the cost, and no request waits for a timer.
 */
export class AcceptQueue {
  readonly #db: Database;
  readonly #onAccepted: () => void;
  readonly #onTrouble: (error: unknown) => void;
  #waiting: WaitingRequest[] = [];
  #committing = false;

  /** @param onAccepted called after each commit. */
  constructor(db: Database, onAccepted: () => void, onTrouble: (error: unknown) => void) {
    this.#db = db;
    this.#onAccepted = onAccepted;
    this.#onTrouble = onTrouble;
  }

  /**
   * @throws IdempotencyKeyReused, EpcisCaptureConflict, StoreUnavailable; after an error the request is not accepted.
   */
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
