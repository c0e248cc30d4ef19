import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { Database } from "../../store/open-database.ts";

/** What every read needs beside its caller. */
export interface ReadContext {
  readonly db: Database;
  /** Participants from memory (src/gateway/directory.ts). */
  readonly directory: { get(id: ParticipantId): Participant | undefined };
  /** Unix seconds. */
  readonly now: () => number;
}
