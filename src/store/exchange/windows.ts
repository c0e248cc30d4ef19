import type { Kysely } from "kysely";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { LastOfPair } from "../../domain/pair-order.ts";
import type { ViewNumber } from "../access/visibility.ts";
import type { Database } from "../open-database.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import { transaction } from "../transaction.ts";
import { moveLastOfPair } from "./move-last-of-pair.ts";
import { planNaming } from "./plan-naming.ts";
import type { ClosingReason } from "../../api/owed-payload.ts";
import type { ParcelsTable, ReceiptsTable, WindowsTable } from "./tables.ts";

/** A parcel that is not owed any more. */
export interface ClosedParcel {
  readonly entry: EntryHash;
  readonly reason: ClosingReason;
}

/** Which of the windows of a lane. */
export type WindowKey = Pick<WindowsTable, "sender" | "recipient" | "sequence">;

/** Sealed parcels to store before they are sent. */
export interface SealedWindow extends WindowsTable {
  readonly rows: readonly ParcelsTable[];
  /** Parcels whose recipient may read less than was planned. */
  readonly narrowed: readonly { readonly entry: EntryHash; readonly planned: ViewNumber; readonly view: ViewNumber }[];
  /** The last parcel of the pair before, and the last of the window. */
  readonly before: LastOfPair;
  readonly last: LastOfPair;
}

/** What a lane sealed: a window, unless nothing remained of what was due. */
export interface Sealing {
  readonly recipient: ParticipantId;
  readonly closed: readonly ClosedParcel[];
  readonly window: SealedWindow | undefined;
}

/** The answered parcels of a window. */
export interface Answered extends WindowKey {
  /** The rows with their receipts and new states. */
  readonly rows: readonly ParcelsTable[];
  readonly receipts: readonly ReceiptsTable[];
  /** Refused entries whose recipient may lack the payload that names its country. */
  readonly unnamed: readonly EntryHash[];
  /** The members of this gateway. */
  readonly own: readonly ParticipantId[];
  /** Unix milliseconds of the answer, and before which the lane sends nothing more. */
  readonly answeredAt: number;
  readonly dueAt: number;
}

/** What became of a window that was to be stored. */
export type WindowTurn = "stored" | "taken" | "closed";

/**
 * Settles a window and stores another one, each optional, in one transaction. After a crash the stored bytes are sent
 * again: the recipient gives the same receipts for them.
 *
 * @returns `closed`, without a change, for a lane that was closed; `taken`, without storing the window, when the answer to
 * a want, or another gateway on this database, took the next number of the pair.
 */
export const turnWindow = transaction(
  import.meta.url,
  "turnWindow",
  async (tx, answered: Answered | undefined, sealing: Sealing | undefined): Promise<WindowTurn> => {
    const recipient = answered?.recipient ?? sealing?.recipient ?? 0;
    if (!(await isOpen(tx, recipient))) return "closed";
    if (answered !== undefined) await settle(tx, answered);
    const window = sealing?.window;
    if (window !== undefined && !(await moveLastOfPair(tx, window))) return "taken";
    if (sealing !== undefined) await closeParcels(tx, sealing.recipient, sealing.closed);
    if (window !== undefined) await storeWindow(tx, window);
    return "stored";
  },
);

async function isOpen(tx: Kysely<Schema>, recipient: ParticipantId): Promise<boolean> {
  const lanes = tx.selectFrom("exchange_lanes").select("recipient").where("recipient", "=", recipient);
  return (await lanes.executeTakeFirst()) !== undefined;
}

/** Stores a window with those of its parcels that are still due. A view that was planned wider since is sealed later. */
async function storeWindow(tx: Kysely<Schema>, window: SealedWindow): Promise<void> {
  const { sender, recipient, sequence, body, rows, narrowed } = window;
  for (const { entry, planned, view } of narrowed) {
    await tx
      .updateTable("exchange_parcels")
      .set({ view })
      .where("recipient", "=", recipient)
      .where("entry", "=", entry)
      .where("view", "=", planned)
      .execute();
  }
  await bulkInsert(tx, "exchange_windows", [{ sender, recipient, sequence, body }]);
  await bulkInsert(
    tx,
    "exchange_parcels",
    rows,
    `(recipient, entry) do update set state = excluded.state, sender = excluded.sender,
      widened = case when exchange_parcels.view > excluded.view then 1 else 0 end,
      rule = case when exchange_parcels.view > excluded.view then exchange_parcels.rule else excluded.rule end,
      view = case when exchange_parcels.view > excluded.view then exchange_parcels.view else excluded.view end,
      sequence = excluded.sequence, parcel = excluded.parcel,
      offered_at_ms = coalesce(exchange_parcels.offered_at_ms, excluded.offered_at_ms)
      where exchange_parcels.state = 'due'`,
  );
}

async function settle(tx: Kysely<Schema>, answered: Answered): Promise<void> {
  const { recipient, rows, receipts, unnamed, own, answeredAt, dueAt } = answered;
  await bulkInsert(tx, "exchange_receipts", receipts, "do nothing");
  await bulkInsert(
    tx,
    "exchange_parcels",
    rows,
    `(recipient, entry) do update set
      state = case exchange_parcels.widened when 1 then 'due' else excluded.state end,
      attempts = case exchange_parcels.widened when 1 then 0 else excluded.attempts end,
      due_at_ms = case exchange_parcels.widened when 1 then 0 else excluded.due_at_ms end,
      sequence = case exchange_parcels.widened when 1 then null else excluded.sequence end,
      parcel = case exchange_parcels.widened when 1 then null else excluded.parcel end,
      receipt = case exchange_parcels.widened when 1 then null else excluded.receipt end,
      signed = case exchange_parcels.widened when 1 then null else excluded.signed end,
      offered_at_ms = case exchange_parcels.widened when 1 then null else exchange_parcels.offered_at_ms end,
      widened = 0, settled_at_ms = excluded.settled_at_ms
      where exchange_parcels.state = 'sealed' and exchange_parcels.parcel = excluded.parcel`,
  );
  await deleteWindow(tx, answered);
  await tx
    .updateTable("exchange_lanes")
    .set({ contacted_at_ms: answeredAt, attempts: 0, due_at_ms: dueAt, problem: null })
    .where("recipient", "=", recipient)
    .execute();
  if (unnamed.length > 0) await planNaming(tx, recipient, unnamed, own);
}

async function deleteWindow(tx: Kysely<Schema>, { sender, recipient, sequence }: WindowKey): Promise<void> {
  await tx
    .deleteFrom("exchange_windows")
    .where(({ eb }) => eb.and({ sender, recipient, sequence }))
    .execute();
}

async function closeParcels(
  tx: Kysely<Schema>,
  recipient: ParticipantId,
  closed: readonly ClosedParcel[],
): Promise<void> {
  for (const [reason, parcels] of Map.groupBy(closed, ({ reason }) => reason)) {
    const entries = parcels.map(({ entry }) => entry);
    await tx
      .updateTable("exchange_parcels")
      .set({ state: "closed", reason })
      .where("recipient", "=", recipient)
      .where(oneOf(tx, "entry", entries))
      .where("state", "in", ["due", "sealed"])
      .execute();
  }
}

/**
 * Replaces the stored bytes of a window by those of the parcels that are still owed; deletes it when none is.
 *
 * @param body `undefined` when no parcel remains.
 */
export const trimWindow = transaction(
  import.meta.url,
  "trimWindow",
  async (
    tx,
    { sender, recipient, sequence }: WindowKey,
    closed: readonly ClosedParcel[],
    body: Uint8Array | undefined,
  ) => {
    await closeParcels(tx, recipient, closed);
    if (body === undefined) await deleteWindow(tx, { sender, recipient, sequence });
    else {
      await tx
        .updateTable("exchange_windows")
        .set({ body })
        .where(({ eb }) => eb.and({ sender, recipient, sequence }))
        .execute();
    }
  },
);

/**
 * Notes an attempt without a valid answer.
 *
 * @param dueAt Unix milliseconds of the next attempt.
 */
export const noteAttempt = transaction(
  import.meta.url,
  "noteAttempt",
  async (tx, recipient: ParticipantId, problem: string, dueAt: number) => {
    await tx
      .updateTable("exchange_lanes")
      .set(({ eb }) => ({ attempts: eb("attempts", "+", 1), due_at_ms: dueAt, problem }))
      .where("recipient", "=", recipient)
      .execute();
  },
);

/** Makes all that waits in a lane due at once, after the recipient changed what kept it waiting. */
export const hastenParcels = transaction(import.meta.url, "hastenParcels", async (tx, recipient: ParticipantId) => {
  await tx
    .updateTable("exchange_parcels")
    .set({ due_at_ms: 0 })
    .where("recipient", "=", recipient)
    .where("state", "=", "due")
    .where("due_at_ms", ">", 0)
    .execute();
});

/** The stored windows of a lane, in the order of each pair. */
export function readWindows(db: Database, recipient: ParticipantId): Promise<WindowsTable[]> {
  return db.reader
    .selectFrom("exchange_windows")
    .selectAll()
    .where("recipient", "=", recipient)
    .orderBy("sender")
    .orderBy("sequence")
    .execute();
}

/** The parcels of a lane's stored windows, in the order of each pair. */
export function readSealedRows(db: Database, recipient: ParticipantId): Promise<ParcelsTable[]> {
  return db.reader
    .selectFrom("exchange_parcels")
    .selectAll()
    .where("recipient", "=", recipient)
    .where("state", "=", "sealed")
    .orderBy("sequence")
    .execute();
}
