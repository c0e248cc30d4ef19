import type { Bytes32, EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { Kind } from "../../domain/rules/kind.ts";
import type { Place, Summary } from "../../domain/payload/summary.ts";
import type { CaseView } from "../read/case-view.ts";
import type { ParticipantReference } from "../read/participant-reference.ts";
import type { PayloadState } from "../read/payload-state.ts";
import type { ShipmentView } from "../read/shipment-view.ts";
import type { Finding } from "./finding.ts";

/**
 * Everything that the ledger and the payloads tell of one shipment, oldest first, as at one block. Times are Unix
 * seconds. What can be checked against the chain is whole: from the entries' fields their hashes follow, and from these
 * the head.
 */
export interface Trace {
  readonly shipment: ShipmentView;
  /** Hash of the last entry, and how many there are. */
  readonly head: EntryHash;
  readonly sequence: number;
  /** The block up to which the chain had been followed. */
  readonly checkpoint: { readonly number: number; readonly hash: Bytes32 };
  readonly origin: Origin;
  readonly entries: readonly TraceEntry[];
  readonly custody: readonly CustodyInterval[];
  readonly places: readonly PlaceVisit[];
  readonly cases: readonly TraceCase[];
  readonly containers: readonly ContainerInterval[];
  readonly contents: readonly ContentInterval[];
  readonly missing: readonly Finding[];
  readonly limits: TraceLimits;
}

/** How far the trace goes, and what it left out because of that. */
export interface TraceLimits {
  /** Levels of units followed upwards, and as many downwards. */
  readonly depth: number;
  /** Entries of the shipment, and as many of units around it. */
  readonly entries: number;
  /** Times that it was inside units, and times that others were inside it. */
  readonly intervals: number;
  /** Which of these was reached, so that the trace is not whole. */
  readonly reached: readonly TraceLimit[];
  /** Seconds after which an offer without an answer is a finding. */
  readonly offerAfter: number;
  /** Seconds without any entry after which that is a finding. */
  readonly gapAfter: number;
}

export type TraceLimit = "depth" | "entries" | "intervals";

/** With whom, when and where it began. */
export interface Origin {
  readonly consignor: ParticipantReference | null;
  readonly beganAt: number;
  /** The first place that is known, on its own or inside a unit. */
  readonly place: Place | null;
  /** The entry that opened it. */
  readonly entry: EntryHash;
}

/** One entry of the timeline. */
export interface TraceEntry {
  readonly hash: EntryHash;
  /** The traced shipment; in a merged timeline also a unit that it was inside of. */
  readonly shipment: ShipmentId;
  /** 0 for the traced shipment, 1 for the unit directly around it, and so on. */
  readonly level: number;
  readonly sequence: number;
  readonly kind: Kind;
  readonly author: ParticipantReference | null;
  readonly counterparty: ParticipantReference | null;
  /** The unit of a Load or Unload, the case of a customs entry, the entry that a Correct corrects. */
  readonly refersTo: Bytes32 | null;
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** Seconds from happening to recording. */
  readonly lateness: number;
  readonly commitment: Bytes32;
  readonly payload: PayloadState;
  readonly summary: Summary | null;
  /** Where it happened: as its correction says, when that names a place. */
  readonly place: Place | null;
  /** The entry of the same author that corrects this one. */
  readonly supersededBy: EntryHash | null;
}

/** Who held it, from the entry by which it was taken to the one by which the next took it. */
export interface CustodyInterval {
  readonly custodian: ParticipantReference | null;
  readonly from: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  readonly by: EntryHash;
  readonly endedBy: EntryHash | null;
  /** Where it was taken. */
  readonly place: Place | null;
  /** The unit with which it was taken, or `null` when it was taken itself. */
  readonly within: ShipmentId | null;
}

/** A stay at one place, by the entries that say so, in order of occurrence. */
export interface PlaceVisit {
  readonly place: Place;
  readonly from: number;
  readonly until: number;
  readonly entries: readonly EntryHash[];
}

/** A case and the entries about it. */
export interface TraceCase extends CaseView {
  readonly entries: readonly EntryHash[];
}

/** A time inside a unit: directly (level 1), or inside what is inside it. */
export interface ContainerInterval {
  readonly unit: ShipmentId;
  readonly identifier: string | null;
  readonly level: number;
  readonly from: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  readonly loadedBy: EntryHash;
  readonly unloadedBy: EntryHash | null;
}

/** A time that another shipment, which the caller may read, was inside this one: directly (level 1) or deeper. */
export interface ContentInterval {
  readonly shipment: ShipmentId;
  /** What it was directly inside of. */
  readonly unit: ShipmentId;
  readonly identifier: string | null;
  readonly level: number;
  readonly from: number;
  /** `null` while it lasts. */
  readonly until: number | null;
  readonly loadedBy: EntryHash;
  readonly unloadedBy: EntryHash | null;
}
