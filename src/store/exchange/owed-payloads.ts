import type { ClosingReason } from "../../api/owed-payload.ts";
import type { Receipt } from "../../api/exchange.ts";
import type { ParcelRule } from "../../domain/audience/parcel-rule.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { readerParameters, type ViewNumber, type Visibility } from "../access/visibility.ts";
import { IDENTIFIER } from "../chain/entries.ts";
import type { Database } from "../open-database.ts";
import { statement } from "../query/statement.ts";

/** A payload that a member of this gateway owes, or owed until the reason. */
export interface OwedRow {
  readonly entry: EntryHash;
  /** Null after the chain took the entry back. */
  readonly shipment: ShipmentId | null;
  /** Null when it is unknown or the sender may not read it. */
  readonly identifier: string | null;
  readonly kind: number | null;
  readonly position: number;
  readonly rule: ParcelRule;
  readonly view: ViewNumber;
  readonly state: "due" | "sealed" | "closed";
  readonly reason: ClosingReason | null;
  readonly attempts: number;
  readonly dueAtMs: number;
  readonly offeredAtMs: number | null;
  readonly receipt: JsonText<Receipt> | null;
}

const listed = (condition: string) =>
  statement<OwedRow>(`select x.entry, e.shipment, ${IDENTIFIER}, e.kind, x.position, x.rule, x.view, x.state, x.reason, x.attempts,
    x.due_at_ms as "dueAtMs", x.offered_at_ms as "offeredAtMs", x.receipt
  from exchange_parcels x left join entries e on e.hash = x.entry
  where x.recipient = ?4 and x.sender = ?1 and x.state <> 'settled' and ${condition} and x.position > ?5
  order by x.position limit ?6`);

const STATEMENTS = { owed: listed("x.state <> 'closed'"), closed: listed("x.state = 'closed'") };

/**
 * The payloads from a sender to a recipient without a final receipt, in the order of the chain: those that are owed, or
 * those that are not owed any more.
 */
export function readOwedPayloads(
  db: Database,
  which: keyof typeof STATEMENTS,
  sender: Visibility,
  recipient: ParticipantId,
  afterPosition: number,
  limit: number,
): Promise<OwedRow[]> {
  return STATEMENTS[which](db, [...readerParameters(sender), recipient, afterPosition, limit]);
}
