import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { KINDS, type Kind } from "../../domain/rules/kind.ts";
import { listEntryRecords } from "../../store/chain/entries.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import { viewEntry } from "./entry-view.ts";
import type { EntryView } from "../../api/entry.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { readWalkedPage } from "./page.ts";
import type { Reading } from "./reading.ts";

/** Which entries are wanted: those that meet every condition given. */
export interface EntryFilter {
  readonly author?: ParticipantId | undefined;
  readonly kind?: Kind | undefined;
  readonly shipment?: ShipmentId | undefined;
  /** Unix seconds; recorded then or later. */
  readonly recordedSince?: number | undefined;
  /** Unix seconds; recorded earlier. */
  readonly recordedBefore?: number | undefined;
}

/**
 * Entries, newest first. Pages are stable: an entry never moves, and new ones come before the first page.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export function listEntries(
  reading: Reading,
  caller: Caller,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<EntryView>> {
  const visibility = visibilityOf(caller);
  const conditions = { ...filter, kind: filter.kind && KINDS[filter.kind] };
  return readWalkedPage(
    { name: "entries", key: "number" },
    page,
    (before, limit) => listEntryRecords(reading.db, visibility, conditions, before, limit),
    (record) => viewEntry(reading, record),
  );
}
