import type { Bytes32, EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { ParcelRule } from "../../domain/audience/parcel-rule.ts";
import type { LastOfPair } from "../../domain/pair-order.ts";
import type { ViewNumber } from "../access/visibility.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { transaction } from "../transaction.ts";
import { moveLastOfPair } from "./move-last-of-pair.ts";
import type { ParcelsTable } from "./tables.ts";

/** A parcel that answers a want. */
export interface AnsweringParcel {
  readonly entry: EntryHash;
  readonly position: number;
  readonly rule: ParcelRule;
  readonly view: ViewNumber;
  readonly sequence: number;
  readonly parcel: Bytes32;
}

/** The parcels of one answer, which follow `before` in the order of their pair. */
export interface AnsweringParcels {
  readonly sender: ParticipantId;
  readonly recipient: ParticipantId;
  readonly before: LastOfPair;
  readonly parcels: readonly AnsweringParcel[];
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** Unix milliseconds until which their receipts are awaited before a lane sends the entries again. */
  readonly awaitedUntilMs: number;
}

/**
 * Gives the parcels of an answer their numbers, before the answer is sent. They count as owed until their receipts come.
 *
 * @returns `false`, without a change, when another parcel took a number meanwhile.
 */
export const numberAnswers = transaction(
  import.meta.url,
  "numberAnswers",
  async (tx, { sender, recipient, before, parcels, nowMs, awaitedUntilMs }: AnsweringParcels): Promise<boolean> => {
    const last = parcels.at(-1);
    if (last === undefined) return true;
    const { sequence, parcel: id } = last;
    if (!(await moveLastOfPair(tx, { sender, recipient, before, last: { sequence, id } }))) return false;
    await bulkInsert(
      tx,
      "exchange_parcels",
      parcels.map((parcel): ParcelsTable => ({
        ...parcel,
        ...{ recipient, sender, history: 0, state: "due", attempts: 0, due_at_ms: awaitedUntilMs },
        ...{ receipt: null, signed: null, offered_at_ms: nowMs, settled_at_ms: null, widened: 0, reason: null },
      })),
      // The parcel in a lane's window keeps its id, by which its receipt is found.
      `(recipient, entry) do update set sender = excluded.sender, sequence = excluded.sequence,
        parcel = excluded.parcel, due_at_ms = excluded.due_at_ms,
        offered_at_ms = coalesce(exchange_parcels.offered_at_ms, excluded.offered_at_ms),
        state = case exchange_parcels.state when 'closed' then 'due' else exchange_parcels.state end, reason = null
        where exchange_parcels.state <> 'sealed'`,
    );
    return true;
  },
);
