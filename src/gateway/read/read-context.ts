import type { ParticipantId } from "../../domain/entry.ts";
import type { Participant } from "../../domain/participant.ts";
import type { OpenedPayloads } from "../reads/opened-payloads.ts";
import type { Database } from "../../store/open-database.ts";

/** The sources of every read. */
export interface ReadContext {
  readonly db: Database;
  /** The participants in memory. */
  readonly directory: { get(id: ParticipantId): Participant | undefined; all(): readonly Participant[] };
  /** Notes the payloads that an answer opens to an authority; absent for other readers. */
  readonly opened?: OpenedPayloads;
  /** Unix seconds. */
  readonly now: () => number;
}
