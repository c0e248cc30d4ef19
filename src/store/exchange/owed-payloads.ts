import type { ClosingReason } from "../../api/owed-payload.ts";
import type { Receipt } from "../../api/exchange.ts";
import type { AudienceRule } from "../../domain/audience/audience-rule.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** A payload that a member of this gateway owes, or owed until the reason. */
export interface OwedRow {
  readonly entry: EntryHash;
  readonly position: number;
  readonly rule: AudienceRule;
  readonly view: ViewNumber;
  readonly state: "due" | "sealed" | "closed";
  readonly reason: ClosingReason | null;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly receipt: JsonText<Receipt> | null;
}

const unsettled = statement<OwedRow>(
  `select entry, position, rule, view, state, reason, attempts, due_at_ms as "dueAtMs", receipt
  from exchange_parcels where recipient = ?1 and sender = ?2 and state <> 'settled' and position > ?3
  order by position limit ?4`,
);

/** The payloads from a sender to a recipient without a final receipt, in the order of the chain. */
export function readOwedPayloads(
  db: Database,
  recipient: ParticipantId,
  sender: ParticipantId,
  afterPosition: number,
  limit: number,
): Promise<OwedRow[]> {
  return unsettled(db, [recipient, sender, afterPosition, limit]);
}
