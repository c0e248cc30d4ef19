import { MAX_EXCHANGE_BYTES, MAX_ITEMS, type ParcelContent } from "../../api/exchange.ts";
import type { ClosingReason } from "../../api/owed-payload.ts";
import type { ParcelRule } from "../../domain/audience/parcel-rule.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import type { LastOfPair } from "../../domain/pair-order.ts";
import { type DueParcel, readDueParcels } from "../../store/exchange/due-parcels.ts";
import { findOwed, type OwedParcel } from "../../store/exchange/owed-parcels.ts";
import { findOwedRecords, type OwedRecord } from "../../store/exchange/owed-records.ts";
import { oneOf } from "../../store/query/one-of.ts";
import type { ParcelsTable } from "../../store/exchange/tables.ts";
import type { ClosedParcel, SealedWindow, Sealing } from "../../store/exchange/windows.ts";
import { visibilityOf } from "../caller.ts";
import type { SendingContext } from "./lanes-context.ts";
import { makeParcels } from "./make-parcels.ts";
import type { OtherMember } from "./other-members.ts";
import { parcelContent } from "./parcel-body.ts";
import { recordContent } from "./record-body.ts";

/** A due parcel that is still owed, with its content. */
interface ReadyParcel {
  readonly due: DueParcel;
  readonly owed: Pick<OwedParcel | OwedRecord, "recipient" | "rule" | "view">;
  readonly sender: ParticipantId;
  readonly entry: EntryHash;
  readonly rule: ParcelRule;
  readonly content: ParcelContent;
}

/** A window: one request. */
const LIMIT = { items: MAX_ITEMS, bytes: MAX_EXCHANGE_BYTES };

/**
 * Seals the next parcels that a member is owed, up to a window of one sender. Who is entitled, and to what, is decided
 * here again, on the present state: what ended since the plan is closed.
 *
 * @returns `undefined` when nothing is due.
 * @throws the errors of the signer.
 */
export async function sealWindow(
  context: SendingContext,
  { participant }: OtherMember,
  key: EncryptionKey,
): Promise<Sealing | undefined> {
  const { db, clock } = context;
  const { id: recipient, roles, jurisdiction } = participant;
  const due = await readDueParcels(db, visibilityOf({ participant: recipient, roles, jurisdiction }), clock());
  if (due.length === 0) return undefined;
  const owed = await readOwed(context, recipient, due);
  const closed: ClosedParcel[] = [];
  const ready: ReadyParcel[] = [];
  for (const parcel of due) {
    const judged = makeReady(context, parcel, owed.get(parcel.entry));
    if (typeof judged === "string") closed.push({ entry: parcel.entry, reason: judged });
    else if (ready[0] === undefined || ready[0].sender === judged.sender) ready.push(judged);
  }
  const made = await makeWindow(context, recipient, key, ready);
  closed.push(...made.tooLarge.map(({ entry }) => ({ entry, reason: "tooLarge" }) as const));
  return { recipient, closed, window: made.window };
}

/** What the member may read now of these entries and acts. */
async function readOwed(
  { db, follower }: SendingContext,
  recipient: ParticipantId,
  due: readonly DueParcel[],
): Promise<Map<EntryHash, ReadyParcel["owed"]>> {
  const entries = due.flatMap(({ entry, position, shipment, author, held }) =>
    author === null || held === null || shipment === null ? [] : [{ entry, position, shipment, author, held }],
  );
  const acts = due.filter(({ author, shipment }) => author !== null && shipment === null).map(({ entry }) => entry);
  const [owed, records] = await Promise.all([
    findOwed(db.reader, entries, [recipient]),
    acts.length === 0
      ? []
      : findOwedRecords(db.reader, oneOf(db.reader, "a.hash", acts), [recipient], follower.checkpoint.timestamp),
  ]);
  return new Map([...owed, ...records].map((parcel) => [parcel.entry, parcel]));
}

/** @returns why the parcel is not owed, or cannot be sent. */
function makeReady(
  { own }: SendingContext,
  due: DueParcel,
  owed: ReadyParcel["owed"] | undefined,
): ReadyParcel | ClosingReason {
  const { author, held, entry, shipment } = due;
  if (author === null) return "undone";
  if (held === 0) return "erased";
  if (held === null) return "notHeld";
  if (owed === undefined || owed.view === 0) return "notEntitled";
  const sender = [author, due.sender].find((id) => own.signerOf(id) !== undefined);
  if (sender === undefined) return "noSender";
  const content = shipment === null ? recordContent(due, owed.view) : parcelContent(due, owed.view);
  return content === undefined ? "notHeld" : { due, owed, sender, entry, rule: owed.rule, content };
}

async function makeWindow(
  context: SendingContext,
  recipient: ParticipantId,
  key: EncryptionKey,
  ready: readonly ReadyParcel[],
): Promise<{ readonly window: SealedWindow | undefined; readonly tooLarge: readonly ReadyParcel[] }> {
  const sender = ready[0]?.sender;
  const signer = sender === undefined ? undefined : context.own.signerOf(sender);
  if (sender === undefined || signer === undefined) return { window: undefined, tooLarge: [] };
  const height = context.follower.checkpoint.block;
  const order = { sender, recipient, signer, key, height, limit: LIMIT };
  const { before, last, parcels, tooLarge } = await makeParcels(context, order, ready);
  if (parcels.length === 0) return { window: undefined, tooLarge };
  const rows = parcels.map(({ given: { due, owed }, place }) => sealedRow(due, owed, sender, place, context.clock()));
  const narrowed = parcels.flatMap(({ given: { due, owed } }) =>
    owed.view < due.view ? [{ entry: due.entry, planned: due.view, view: owed.view }] : [],
  );
  const body = joinLines(parcels.map(({ item }) => item));
  const { sequence } = last;
  return { window: { sender, recipient, sequence, body, rows, narrowed, before, last }, tooLarge };
}

function sealedRow(
  { entry, position, history, attempts }: DueParcel,
  { recipient, rule, view }: ReadyParcel["owed"],
  sender: ParticipantId,
  { sequence, id: parcel }: LastOfPair,
  nowMs: number,
): ParcelsTable {
  return {
    ...{ recipient, entry, position, sender, rule, view, history, attempts, sequence, parcel },
    ...{ state: "sealed", due_at_ms: 0, receipt: null, signed: null, offered_at_ms: nowMs, settled_at_ms: null },
    ...{ widened: 0, reason: null },
  };
}
