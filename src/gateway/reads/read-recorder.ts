import { hash } from "node:crypto";
import { hexOf } from "../../domain/encoding/hex.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { AccessContext } from "../../domain/reads/access-record.ts";
import { ROLES, type RoleBits } from "../../domain/rules/role.ts";
import type { Database } from "../../store/open-database.ts";
import { type AccessRead, recordReads } from "../../store/reads/record-reads.ts";
import type { OpenedPayloads } from "./opened-payloads.ts";

/** Whether the reads of a participant with these roles are recorded. */
export const isAuthority = (roles: RoleBits): boolean => (roles & (ROLES.customs | ROLES.tribunal)) !== 0;

/** An answer that showed payloads. */
export interface Answer {
  readonly reader: ParticipantId;
  readonly context: AccessContext;
  /** See `AccessRecord`. */
  readonly way: string;
  readonly opened: OpenedPayloads;
  /** The body as sent. */
  readonly content: string | Buffer;
}

interface WaitingRead {
  readonly read: AccessRead;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Most records in one commit. */
const PER_COMMIT = 500;

/** Seconds after which a client may retry if the database is unavailable. */
const RETRY_AFTER = 2;

/**
 * Records which answers show payloads to authorities. All answers that arrive during one commit are recorded together in
 * the next, so that they share its cost.
 */
export class ReadRecorder {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #onTrouble: (error: unknown) => void;
  readonly #waiting: WaitingRead[] = [];
  #committing = false;

  /** @param now Unix seconds. */
  constructor(db: Database, now: () => number, onTrouble: (error: unknown) => void) {
    this.#db = db;
    this.#now = now;
    this.#onTrouble = onTrouble;
  }

  /**
   * Resolves when the answer is durably recorded. Only then may it be given.
   *
   * @throws StoreUnavailable; the answer is then not recorded.
   */
  record({ reader, context, way, opened, content }: Answer): Promise<void> {
    const { count, entries, shipments } = opened;
    const digest = hexOf(hash("sha256", content, "buffer"));
    const read = { reader, time: this.#now(), way, ...context, entries, count, digest, shipments };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ read, resolve, reject });
      if (this.#committing) return;
      this.#committing = true;
      // Answers that are ready in this turn of the event loop share the commit.
      setImmediate(() => void this.#commitAll());
    });
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, PER_COMMIT));
    this.#committing = false;
  }

  async #commit(share: readonly WaitingRead[]): Promise<void> {
    try {
      await recordReads(
        this.#db,
        share.map(({ read }) => read),
      );
    } catch (cause) {
      this.#onTrouble(cause);
      const error = new PortolanError("StoreUnavailable", { retryAfter: RETRY_AFTER }, { cause });
      for (const { reject } of share) reject(error);
      return;
    }
    for (const { resolve } of share) resolve();
  }
}
