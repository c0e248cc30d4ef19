import type { EntryDetail, EntryView, PayloadState } from "../../api/entry.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { isHeldWhole, openClasses } from "../../domain/audience/open-classes.ts";
import { VIEWS, type View } from "../../domain/audience/view.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { ZERO_BYTES32, type EntryHash, type ParticipantId, type ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { itemAt } from "../../domain/item-at.ts";
import { membersOf, summaryOf } from "../../domain/payload/field-class.ts";
import type { Summary } from "../../domain/payload/summary.ts";
import { kindOf, KINDS, type Kind } from "../../domain/rules/kind.ts";
import { listEntryRecords, readEntryRecord, readSuccessor, type EntryRecord } from "../../store/chain/entries.ts";
import { readPayload } from "../../store/outbox/payloads.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { readWalkedPage } from "./page.ts";
import { referenceOrNull } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";
import { readWantedPayload } from "./wanted-payloads.ts";

/** What decides how much of a payload the caller reads. */
type Readable = Pick<EntryRecord, "view" | "held" | "erasedAt">;

/** Determines the state of an entry's payload for the caller. */
export function payloadState(record: Readable): PayloadState {
  if (viewOf(record) === "facts") return "withheld";
  if (record.erasedAt !== null) return "erased";
  if (heldOf(record) === "facts") return "unknown";
  return viewOf(record) === "all" && heldOf(record) === "all" ? "known" : "partial";
}

/** The view that a record gives to the caller. */
export const viewOf = ({ view }: Pick<EntryRecord, "view">): View => itemAt(VIEWS, view);

/** The view of which the gateway holds the members. */
export const heldOf = ({ held }: Pick<EntryRecord, "held">): View => itemAt(VIEWS, held);

/** The part of an entry's summary that the caller reads; null when it reads none. */
export function readableSummary(record: Readable & Pick<EntryRecord, "summary">): Summary | null {
  const { summary } = record;
  const state = payloadState(record);
  if (summary === null || (state !== "known" && state !== "partial")) return null;
  const held = fromJsonText(summary);
  return state === "known" ? held : summaryOf(held, openClasses(viewOf(record), heldOf(record)));
}

/** Notes an entry of which the answer shows the payload, or a part of it. */
export function noteOpened(
  { opened }: ReadContext,
  record: Readable & { readonly hash: EntryHash; readonly entry: { readonly author: ParticipantId } },
  shipment: ShipmentId,
): void {
  if (opened === undefined) return;
  const state = payloadState(record);
  if (state === "known" || state === "partial") opened.add(record.hash, shipment, record.entry.author);
}

/** Converts a stored entry for an answer. */
export function viewEntry(reading: ReadContext, record: EntryRecord): EntryView {
  const { directory } = reading;
  const { entry } = record;
  noteOpened(reading, record, entry.shipment);
  return {
    hash: record.hash,
    shipment: entry.shipment,
    identifier: record.identifier,
    sequence: record.sequence,
    previous: entry.previous,
    kind: kindOf(entry.kind),
    author: referenceOrNull(directory, entry.author),
    counterparty: referenceOrNull(directory, entry.counterparty),
    refersTo: entry.refersTo === ZERO_BYTES32 ? null : entry.refersTo,
    occurredAt: entry.occurredAt,
    recordedAt: record.recordedAt,
    commitment: entry.commitment,
    signature: record.signature,
    block: record.block,
    transaction: record.transactionHash,
    position: record.position,
    payload: payloadState(record),
    summary: readableSummary(record),
  };
}

/** @throws PortolanError `EntryUnknown` if the entry does not exist for the caller. */
export async function requireEntry({ db }: ReadContext, caller: Caller, hash: EntryHash): Promise<EntryRecord> {
  const record = await readEntryRecord(db, visibilityOf(caller), hash);
  if (record === undefined) throw new PortolanError("EntryUnknown", { entry: hash });
  return record;
}

/**
 * Reads one entry with its payload.
 *
 * @throws PortolanError `EntryUnknown` if it does not exist for the caller.
 */
export async function readEntry(reading: ReadContext, caller: Caller, hash: EntryHash): Promise<EntryDetail> {
  const record = await requireEntry(reading, caller, hash);
  const view = viewOf(record);
  const payload =
    view === "facts" ? undefined : await readPayload(reading.db, record.entry.commitment, record.entry.author);
  const body = payload?.body ?? null;
  const isAbsent = record.erasedAt === null && !isHeldWhole(view, heldOf(record));
  const wanted = isAbsent ? await readWantedPayload(reading, hash) : undefined;
  return {
    ...viewEntry(reading, record),
    body: body === null ? null : membersOf(fromJsonText(body), openClasses(view, heldOf(record))),
    erasedAt: view === "facts" ? null : record.erasedAt,
    ...(wanted !== undefined && { wanted }),
    supersededBy: (await readSuccessor(reading.db, record)) ?? null,
  };
}

/** Conditions on entries, which a result must all satisfy. */
export interface EntryFilter {
  readonly author?: ParticipantId | undefined;
  readonly kind?: Kind | undefined;
  readonly shipment?: ShipmentId | undefined;
  /** Earliest time of recording, in Unix seconds. */
  readonly recordedSince?: number | undefined;
  /** Time in Unix seconds before which the entries were recorded. */
  readonly recordedBefore?: number | undefined;
}

/**
 * Lists entries, newest first. Pages are stable: an entry never moves, and new entries come before the first page.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export function listEntries(
  reading: ReadContext,
  caller: Caller,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<EntryView>> {
  const visibility = visibilityOf(caller);
  const conditions = { ...filter, kind: filter.kind && KINDS[filter.kind] };
  return readWalkedPage(
    reading.db,
    { name: "entries", key: "number" },
    page,
    (before, limit) => listEntryRecords(reading.db, visibility, conditions, before, limit),
    (record) => viewEntry(reading, record),
  );
}
