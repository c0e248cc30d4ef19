import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/kind.ts";
import type { Caller } from "../caller.ts";
import type { EntryView } from "./entry-view.ts";
import type { Page, PageRequest } from "./page.ts";
import type { Reading } from "./reading.ts";

/** Which entries are wanted: those that meet every condition given. */
export interface EntryFilter {
  readonly author?: ParticipantId;
  readonly kind?: Kind;
  readonly shipment?: ShipmentId;
  /** Unix seconds; recorded then or later. */
  readonly recordedSince?: number;
  /** Unix seconds; recorded earlier. */
  readonly recordedBefore?: number;
}

/** Entries, newest first. Pages are stable: an entry never moves, and new ones come before the first page. */
export declare function listEntries(
  reading: Reading,
  caller: Caller,
  filter: EntryFilter,
  page: PageRequest,
): Promise<Page<EntryView>>;
