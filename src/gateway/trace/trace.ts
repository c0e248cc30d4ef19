import type { EntryHash, Hex, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/kind.ts";
import type { Place, Summary } from "../../domain/summary.ts";
import type { CaseView } from "../read/case-view.ts";
import type { PayloadState } from "../read/payload-state.ts";
import type { ParticipantReference } from "../read/participant-reference.ts";
import type { ShipmentView } from "../read/shipment-view.ts";
import type { Finding } from "./finding.ts";

/** Everything that the ledger and the payloads tell of one shipment, oldest first; times are Unix seconds. */
export interface Trace {
  readonly shipment: ShipmentView;
  /** The head and the number of entries that this answer is about, and the block up to which the chain was followed. */
  readonly head: EntryHash;
  readonly sequence: number;
  readonly checkpoint: { readonly number: number; readonly hash: Hex };
  readonly origin: Origin;
  readonly entries: readonly TraceEntry[];
  readonly custody: readonly CustodyInterval[];
  readonly places: readonly PlaceVisit[];
  readonly cases: readonly TraceCase[];
  readonly containers: readonly ContainerInterval[];
  readonly contents: Contents;
  readonly missing: readonly Finding[];
  readonly limits: Limits;
}

/** How far the trace went, and what it left out because of that. */
export interface Limits {
  /** Levels of units followed upwards and downwards. */
  readonly depth: number;
  readonly entries: number;
  readonly contents: number;
  /** Which of them was reached, so that the answer is not whole. */
  readonly reached: readonly ("depth" | "entries" | "contents")[];
  /** Seconds after which an unanswered offer, and a silence in custody, are findings. */
  readonly offerAfter: number;
  readonly gapAfter: number;
}

/** Where and with whom it began. */
export interface Origin {
  readonly consignor: ParticipantReference | null;
  readonly beganAt: number;
  readonly place: Place | null;
  /** The Consign entry. */
  readonly entry: EntryHash;
}

/** One entry of the timeline. */
export interface TraceEntry {
  readonly hash: EntryHash;
  readonly sequence: number;
  readonly kind: Kind;
  readonly author: ParticipantReference | null;
  readonly counterparty: ParticipantReference | null;
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** Seconds from happening to recording. */
  readonly lateness: number;
  readonly payload: PayloadState;
  readonly summary: Summary | null;
  /** Where it happened; taken from its correction when it has one with a place. */
  readonly place: Place | null;
  /** For a Correct, the entry that it corrects. */
  readonly corrects?: EntryHash;
  /** The entry of the same author that corrected this one. */
  readonly supersededBy?: EntryHash;
  /** The case that it is about, by the hash of its Hold. */
  readonly case?: EntryHash;
  /** The unit of a Load or Unload; or, in a merged timeline, the unit whose entry this is. */
  readonly unit?: ShipmentId;
  /** In a merged timeline, how many levels of units up the entry's shipment is; absent for its own. */
  readonly level?: number;
}

/** Who held it, from one entry to another. */
export interface CustodyInterval {
  readonly custodian: ParticipantReference | null;
  /** Times of the entries by which it began and ended, as they occurred; `null` while it lasts. */
  readonly from: number;
  readonly until: number | null;
  readonly by: EntryHash;
  readonly endedBy: EntryHash | null;
  /** Where it was handed over. */
  readonly place: Place | null;
  /** The outermost unit in which it was handed over, or `null` when it was handed over itself. */
  readonly within: ShipmentId | null;
}

/** A place in the order visited. */
export interface PlaceVisit {
  readonly place: Place;
  readonly from: number;
  readonly until: number;
  readonly entries: readonly EntryHash[];
}

/** A case with the entries that made it what it is. */
export interface TraceCase extends CaseView {
  readonly entries: readonly { readonly hash: EntryHash; readonly kind: Kind }[];
}

/** A time inside a unit, directly (level 1) or inside what is inside it. */
export interface ContainerInterval {
  readonly unit: ShipmentId;
  readonly identifier: string | null;
  readonly level: number;
  readonly from: number;
  readonly until: number | null;
  readonly loadedBy: EntryHash;
  readonly unloadedBy: EntryHash | null;
}

/** What is and was inside. */
export interface Contents {
  readonly children: readonly ContentInterval[];
  /** Whether there were more than are listed. */
  readonly truncated: boolean;
}

/** One unit's time inside, directly (level 1) or deeper. */
export interface ContentInterval {
  readonly shipment: ShipmentId;
  /** The unit that it was directly inside of. */
  readonly parent: ShipmentId;
  /** Known only of shipments of which the caller reads everything. */
  readonly identifier: string | null;
  readonly level: number;
  readonly loadedBy: EntryHash;
  readonly from: number;
  readonly unloadedBy: EntryHash | null;
  readonly until: number | null;
}
