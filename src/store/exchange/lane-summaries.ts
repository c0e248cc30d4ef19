import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** A lane with what one member of this gateway owes in it. */
export interface LaneSummary {
  readonly member: ParticipantId;
  /** Unix milliseconds; 0 before the first contact. */
  readonly contactedAtMs: number;
  readonly problem: string | null;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly owed: number;
  /** Those among them with a receipt that is not final. */
  readonly refused: number;
  /** Position of the oldest entry of which the payload is owed. */
  readonly oldest: number | null;
  /** Last parcel to the member, and last one from it, by number. */
  readonly sent: number | null;
  readonly received: number | null;
  /** See `SequencesTable`; null before the first parcel from the member. */
  readonly missing: number | null;
  readonly fork: number | null;
  readonly forkedAtMs: number | null;
}

const ofSender = "from exchange_parcels x where x.recipient = l.recipient and x.sender = ?1";
/** The index of what is not settled decides, so that the time does not grow with what was ever sent. */
const OWED = "x.state <> 'settled' and x.state <> 'closed'";

const summaries = statement<LaneSummary>(
  `select l.recipient as member, l.contacted_at_ms as "contactedAtMs", l.problem, l.attempts, l.due_at_ms as "dueAtMs",
    (select count(*) ${ofSender} and ${OWED}) as owed,
    (select count(*) ${ofSender} and ${OWED} and x.receipt is not null) as refused,
    (select min(x.position) ${ofSender} and ${OWED}) as oldest,
    (select s.sequence from exchange_sequences s where s.sender = ?1 and s.recipient = l.recipient) as sent,
    r.sequence as received, r.missing, r.fork, r.forked_at_ms as "forkedAtMs"
  from exchange_lanes l left join exchange_sequences r on r.sender = l.recipient and r.recipient = ?1
  where l.recipient > ?2 order by l.recipient limit ?3`,
);

/** The lanes of this gateway, by recipient. @param sender the member whose parcels count. */
export function readLaneSummaries(
  db: Database,
  sender: ParticipantId,
  after: ParticipantId,
  limit: number,
): Promise<LaneSummary[]> {
  return summaries(db, [sender, after, limit]);
}
