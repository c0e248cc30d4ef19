import { MAX_EXCHANGE_BYTES } from "../../api/exchange.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { EntryHash, ParticipantId } from "../../domain/entry.ts";
import type { EncryptionKey } from "../../exchange/encryption-key.ts";
import { joinLines } from "../../exchange/json-lines.ts";
import { type LastOfPair, NO_PARCEL, placeAfter } from "../../exchange/pair-order.ts";
import { encodeParcel, makeParcel, PARCEL } from "../../exchange/parcel.ts";
import { sealParcelContent } from "../../exchange/parcel-content.ts";
import type { SealedContent } from "../../exchange/seal-content.ts";
import { sealSessionKey } from "../../exchange/session-key.ts";
import { statementDigest } from "../../exchange/statement.ts";
import { type DueParcel, readDueParcels } from "../../store/exchange/due-parcels.ts";
import { findOwed, type OwedParcel } from "../../store/exchange/owed-parcels.ts";
import type { ClosingReason } from "../../api/owed-payload.ts";
import type { ParcelsTable } from "../../store/exchange/tables.ts";
import { readLastOfPair } from "../../store/exchange/last-of-pair.ts";
import type { ClosedParcel, SealedWindow, Sealing } from "../../store/exchange/windows.ts";
import { visibilityOf } from "../caller.ts";
import type { SendingContext } from "./lanes-context.ts";
import type { OtherMember } from "./other-members.ts";
import { parcelContent } from "./parcel-body.ts";

/** A due parcel that is still owed, with its content. */
interface ReadyParcel {
  readonly due: DueParcel;
  readonly owed: OwedParcel;
  readonly sender: ParticipantId;
  readonly content: SealedContent;
}

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
  let bytes = 0;
  for (const parcel of due) {
    const judged = makeReady(context, parcel, owed.get(parcel.entry));
    if (typeof judged === "string") {
      closed.push({ entry: parcel.entry, reason: judged });
      continue;
    }
    if (ready[0] !== undefined && ready[0].sender !== judged.sender) continue;
    bytes += itemBytes(judged.content);
    if (bytes > MAX_EXCHANGE_BYTES) break;
    ready.push(judged);
  }
  const sender = ready[0]?.sender;
  const window = sender === undefined ? undefined : await makeWindow(context, { sender, recipient }, key, ready);
  return { recipient, closed, window };
}

/** What the member may read now of these entries. */
async function readOwed(
  { db }: SendingContext,
  recipient: ParticipantId,
  due: readonly DueParcel[],
): Promise<Map<EntryHash, OwedParcel>> {
  const entries = due.flatMap(({ entry, position, shipment, author, held }) =>
    author === null || held === null ? [] : [{ entry, position, shipment, author, held }],
  );
  const owed = await findOwed(db.reader, entries, [recipient]);
  return new Map(owed.map((parcel) => [parcel.entry, parcel]));
}

/** @returns why the parcel is not owed, or cannot be sent. */
function makeReady(
  { own, domain }: SendingContext,
  due: DueParcel,
  owed: OwedParcel | undefined,
): ReadyParcel | ClosingReason {
  const { author, held } = due;
  if (author === null) return "undone";
  if (held === 0) return "erased";
  if (held === null) return "notHeld";
  if (owed === undefined || owed.view === 0) return "notEntitled";
  const sender = [author, due.sender].find((id) => own.signerOf(id) !== undefined);
  if (sender === undefined) return "noSender";
  const content = parcelContent(due, owed.view);
  if (content === undefined) return "notHeld";
  try {
    return { due, owed, sender, content: sealParcelContent(content, due.entry, domain) };
  } catch (error) {
    if (PortolanError.is(error, "ParcelTooLarge")) return "tooLarge";
    throw error;
  }
}

/** Room for the members of an item other than its content. */
const HEADER_BYTES = 4_096;

/** An upper limit of the bytes of an item: the content is written in base64url. */
const itemBytes = ({ bytes }: SealedContent): number => Math.ceil((bytes.length * 4) / 3) + HEADER_BYTES;

async function makeWindow(
  { db, own, domain, follower }: SendingContext,
  { sender, recipient }: { readonly sender: ParticipantId; readonly recipient: ParticipantId },
  key: EncryptionKey,
  ready: readonly ReadyParcel[],
): Promise<SealedWindow | undefined> {
  const signer = own.signerOf(sender);
  if (signer === undefined) return undefined;
  const height = follower.checkpoint.block;
  const session = await sealSessionKey({ sender, recipient }, key, domain);
  const before = (await readLastOfPair(db, sender, recipient)) ?? NO_PARCEL;
  let last: LastOfPair = before;
  const items: Uint8Array[] = [];
  const rows: ParcelsTable[] = [];
  const narrowed: { entry: EntryHash; planned: DueParcel["view"]; view: DueParcel["view"] }[] = [];
  for (const { due, owed, content } of ready) {
    const place = placeAfter(last);
    const order = { ...place, claim: { rule: owed.rule, height }, session, height };
    const parcel = await makeParcel(content, order, signer, domain);
    last = { sequence: place.sequence, id: statementDigest(PARCEL, parcel.statement, domain) };
    items.push(encodeParcel(parcel));
    rows.push(sealedRow(due, owed, sender, last));
    if (owed.view < due.view) narrowed.push({ entry: due.entry, planned: due.view, view: owed.view });
  }
  return { sender, recipient, body: joinLines(items), rows, narrowed, before, last };
}

function sealedRow(
  { entry, position, history, attempts }: DueParcel,
  { recipient, rule, view }: OwedParcel,
  sender: ParticipantId,
  { sequence, id: parcel }: LastOfPair,
): ParcelsTable {
  return {
    ...{ recipient, entry, position, sender, rule, view, history, attempts, sequence, parcel },
    ...{ state: "sealed", due_at_ms: 0, receipt: null, signed: null, settled_at_ms: null, widened: 0, reason: null },
  };
}
