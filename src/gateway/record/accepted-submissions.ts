import type { Database } from "../../store/open-database.ts";
import { readOpenStatements, type OpenStatement } from "../../store/outbox/submissions.ts";

/** Largest number of submissions in one result. */
const PAGE = 5_000;

/**
 * Milliseconds between two reads for unannounced submissions. On PostgreSQL, other gateways accept submissions. On
 * SQLite the only gateway announces all submissions, except those of a commit whose answer was lost.
 */
const POLL_MS: Readonly<Record<Database["dialect"], number>> = { sqlite: 1_000, postgres: 50 };

/**
 * The accepted submissions of all gateways on the database. The store is their only source: it determines the order of
 * acceptance, and after a crash or a lost answer it has submissions that no gateway announced.
 */
export class AcceptedSubmissions {
  readonly #db: Database;
  #announced = Promise.withResolvers<void>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Announces that this gateway accepted submissions, so that `next` reads immediately. */
  announce(): void {
    this.#announced.resolve();
    this.#announced = Promise.withResolvers();
  }

  /**
   * Waits for open submissions.
   *
   * @param after id of the last submission that the caller has.
   * @returns the next submissions in the order of acceptance; an empty list if `signal` aborts first.
   */
  async next(after: number, signal: AbortSignal): Promise<OpenStatement[]> {
    while (!signal.aborted) {
      // Takes the promise before the read, so that it resolves for submissions accepted during the read.
      const { promise: announced } = this.#announced;
      const page = await readOpenStatements(this.#db, after, PAGE);
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
