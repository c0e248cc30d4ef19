import type { EpcFinding, EpcTraceLimit, LinkKind, TraceDirection } from "../../api/epcis/trace.ts";
import type { EventType } from "../event/event-types.ts";

/** An event as a trace shows it; `/epcis/events/{eventID}` returns it whole. Identifiers are canonical URIs. */
export interface TracedEvent {
  readonly eventID: string;
  readonly type: EventType | string;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Unix seconds. */
  readonly recordedAt: number;
  readonly action: string | null;
  readonly bizStep: string | null;
  readonly disposition: string | null;
  readonly readPoint: string | null;
  readonly bizLocation: string | null;
  readonly transformationID: string | null;
  readonly parent: string | null;
  readonly epcs: readonly string[];
  readonly children: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly amounts: readonly Amount[];
}

/** An amount of a class that an event names. */
export interface Amount {
  readonly role: "objects" | "children" | "inputs" | "outputs";
  /** Canonical URI. */
  readonly epcClass: string;
  readonly quantity: number | null;
  /** Code of UN/CEFACT Recommendation 20; `null` counts instances. */
  readonly uom: string | null;
}

/** One step of a trace, and the event that shows it. */
export interface TraceLink {
  readonly from: string;
  readonly to: string;
  /** What `to` is to `from`. */
  readonly as: LinkKind;
  readonly event: TracedEvent;
}

/** A unit, a lot or a class of products in a trace. */
export interface TracedThing {
  /** Canonical URI. */
  readonly id: string;
  /** Steps from the traced thing. */
  readonly depth: number;
  /** In the order of their times. */
  readonly events: readonly TracedEvent[];
}

/** The things of a trace and the links between them. */
export interface TraceGraph {
  readonly things: readonly TracedThing[];
  readonly links: readonly TraceLink[];
}

/** The origin of a thing (`back`) or its further way (`forward`), from the events that the caller may read. */
export interface EpcTrace extends TraceGraph {
  readonly epc: string;
  readonly direction: TraceDirection;
  /** Whether there are no findings, and no limit was reached. */
  readonly complete: boolean;
  /** Each once, in the order of their times. */
  readonly events: readonly TracedEvent[];
  readonly findings: readonly EpcFinding[];
  readonly reached: readonly EpcTraceLimit[];
}
