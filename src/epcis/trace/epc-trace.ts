import type { EpcFinding, EpcTraceLimit, LinkKind, TraceDirection } from "../../api/epcis/trace.ts";
import type { EventType } from "../event/event-types.ts";

/**
 * An event of a trace, with some of its members; `/epcis/events/{eventID}` returns all. Identifiers are canonical URIs.
 */
export interface TracedEvent {
  /** Number of the event in the store. Events with equal times come in its order. */
  readonly id: number;
  readonly eventID: string;
  readonly type: EventType | string;
  /** Unix milliseconds. */
  readonly eventTime: number;
  /** Unix milliseconds. */
  readonly recordedAtMs: number;
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

/** A quantity of a class in an event. */
export interface Amount {
  readonly role: "objects" | "children" | "inputs" | "outputs";
  /** Canonical URI. */
  readonly epcClass: string;
  readonly quantity: number | null;
  /** Code of UN/CEFACT Recommendation 20; `null` counts instances. */
  readonly uom: string | null;
}

/** An interval in which a child was inside a unit. */
export interface Containment {
  readonly child: string;
  readonly unit: string;
  /** The ADD that put the child in, or the first OBSERVE that shows it inside. */
  readonly start: TracedEvent;
  /** The DELETE that took out the child or all contents; `null` if no event did. */
  readonly end: TracedEvent | null;
}

/** A link between two objects, and the event that states it. */
export interface TraceLink {
  readonly from: string;
  readonly to: string;
  /** Relation of `to` to `from`. */
  readonly as: LinkKind;
  readonly event: TracedEvent;
  /** Interval of a containment; `null` for a transformation. */
  readonly containment: Containment | null;
}

/** An instance, lot or product class in a trace. */
export interface TracedObject {
  /** Canonical URI. */
  readonly id: string;
  /** Number of links from the traced object. */
  readonly depth: number;
  /** Events in the order of their times. Of a container, only the events while it contained a traced object. */
  readonly events: readonly TracedEvent[];
  /** Whether the trace followed the object at all times, and not only during intervals. */
  readonly whole: boolean;
}

/** The objects of a trace and the links between them. */
export interface TraceGraph {
  readonly objects: readonly TracedObject[];
  readonly links: readonly TraceLink[];
}

/** Provenance (`back`) or destination (`forward`) of an object, from the events that the caller may read. */
export interface EpcTrace extends TraceGraph {
  readonly epc: string;
  readonly direction: TraceDirection;
  /** Whether the trace has no findings and reached no limit. */
  readonly complete: boolean;
  /** Events of all objects without repetition, in the order of their times. */
  readonly events: readonly TracedEvent[];
  readonly findings: readonly EpcFinding[];
  readonly reached: readonly EpcTraceLimit[];
}
