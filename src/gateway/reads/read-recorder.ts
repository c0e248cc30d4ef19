import { hash } from "node:crypto";
import { hexOf } from "../../domain/encoding/hex.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { AccessContext } from "../../domain/reads/access-record.ts";
import { ROLES, type RoleBits } from "../../domain/rules/role.ts";
import type { Database } from "../../store/open-database.ts";
import { type AccessRead, recordReads } from "../../store/reads/record-reads.ts";
import { SharedCommits } from "../shared-commits.ts";
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

/** Most records in one commit. */
const PER_COMMIT = 500;

/** Records which answers show payloads to authorities. Answers that are ready at the same time share a commit. */
export class ReadRecorder {
  readonly #commits: SharedCommits<AccessRead, undefined>;
  readonly #now: () => number;

  /** @param now Unix seconds. */
  constructor(db: Database, now: () => number, onTrouble: (error: unknown) => void) {
    this.#now = now;
    this.#commits = new SharedCommits<AccessRead, undefined>({
      async commit(reads) {
        await recordReads(db, reads);
        return reads.map(() => undefined);
      },
      sizeOf: () => 1,
      limit: PER_COMMIT,
      onTrouble,
    });
  }

  /**
   * Resolves when the answer is durably recorded. Only then may it be given.
   *
   * @throws StoreUnavailable; the answer is then not recorded.
   */
  record({ reader, context, way, opened, content }: Answer): Promise<void> {
    const { count, entries, shipments } = opened;
    const digest = hexOf(hash("sha256", content, "buffer"));
    return this.#commits.add({ reader, time: this.#now(), way, ...context, entries, count, digest, shipments });
  }
}
