import { PortolanError } from "../../domain/errors/portolan-error.ts";
import {
  acceptRequests,
  type AcceptedRequest,
  type AcceptRequest,
  type NotAccepted,
} from "../../store/outbox/accept-requests.ts";
import type { Database } from "../../store/open-database.ts";
import { SharedCommits } from "../shared-commits.ts";

/** Number of drafts in one commit, after which further requests wait for the next commit. */
const DRAFTS_PER_COMMIT = 2_000;

/** Accepts requests durably. Those that wait at the same time share a commit. */
export class AcceptQueue {
  readonly #commits: SharedCommits<AcceptRequest, AcceptedRequest | NotAccepted>;

  /** @param onAccepted called after each commit. */
  constructor(db: Database, onAccepted: () => void, onTrouble: (error: unknown) => void) {
    this.#commits = new SharedCommits({
      async commit(requests) {
        const outcomes = await acceptRequests(db, requests);
        onAccepted();
        return outcomes;
      },
      sizeOf: ({ drafts }) => drafts.length,
      limit: DRAFTS_PER_COMMIT,
      onTrouble,
    });
  }

  /**
   * @throws IdempotencyKeyReused, EpcisCaptureConflict, StoreUnavailable; after an error the request is not accepted.
   */
  async accept(request: AcceptRequest): Promise<AcceptedRequest> {
    const outcome = await this.#commits.add(request);
    if (outcome === "key reused")
      throw new PortolanError("IdempotencyKeyReused", { key: request.idempotency?.key ?? "" });
    if (outcome === "captured before") throw new PortolanError("EpcisCaptureConflict", {});
    return outcome;
  }
}
