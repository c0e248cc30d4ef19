import type { Database } from "../../store/open-database.ts";
import { readOpenSubmissions, type OpenSubmission } from "../../store/outbox/submissions.ts";

/** Submissions of one answer at most. */
const PAGE = 5_000;

/**
 * How often it reads what nobody announced, in milliseconds. On PostgreSQL that is what other gateways accepted. SQLite
 * has one gateway, which announces all but a commit whose answer was lost.
 */
const POLL_MS: Readonly<Record<Database["dialect"], number>> = { sqlite: 1_000, postgres: 50 };

/**
 * The accepted submissions of the database, by whichever gateway. The store is the only source: it alone knows the order
 * of acceptance, and after a crash or a lost answer it holds submissions that nobody announced.
 */
export class AcceptedSubmissions {
  readonly #db: Database;
  #announced = Promise.withResolvers<void>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Says that this gateway accepted submissions, so that `next` reads at once. */
  announce(): void {
    this.#announced.resolve();
    this.#announced = Promise.withResolvers();
  }

  /**
   * Waits for open submissions.
   *
   * @param after the id of the last submission that the caller has.
   * @returns the next ones in order of acceptance; none when `signal` aborts first.
   */
  async next(after: number, signal: AbortSignal): Promise<OpenSubmission[]> {
    while (!signal.aborted) {
      // Before the read: what is accepted during it is announced to this promise.
      const { promise: announced } = this.#announced;
      const page = await readOpenSubmissions(this.#db, after, PAGE);
      if (page.length > 0) return page;
      await firstOf(announced, POLL_MS[this.#db.dialect], signal);
    }
    return [];
  }
}

/** Resolves with the promise, after `ms` milliseconds, or when the signal aborts. */
async function firstOf(promise: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const end = () => resolve();
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end);
  await Promise.race([promise, over]);
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
}
