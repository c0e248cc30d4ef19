import type { EventType } from "../event/event-types.ts";

/** `back` follows the inputs and contents of a thing, `forward` the outputs that it became part of. */
export type TraceDirection = "back" | "forward";

/** Limits of one trace; a trace names those that it reached. */
export const TRACE_LIMITS = {
  /** Steps from the traced thing. */
  depth: 10,
  /** Things in the trace, the traced one included. */
  things: 500,
  /** Events of one thing, and of all of them together. */
  eventsOfOne: 1_000,
  events: 5_000,
} as const;

export type TraceLimit = keyof typeof TRACE_LIMITS;

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

/** How one thing is related to another: by a transformation, or by containment. */
export type LinkKind = "input" | "output" | "content" | "container";

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

export const FINDING_CODES = [
  "input-never-received",
  "child-never-unpacked",
  "quantities-unbalanced",
  "times-out-of-order",
  "cycle",
] as const;

/** A missing event or a contradiction in a trace. */
export interface TraceFinding {
  readonly code: (typeof FINDING_CODES)[number];
  readonly things: readonly string[];
  /** eventIDs of the events that show it. */
  readonly events: readonly string[];
  readonly detail: string;
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
  readonly findings: readonly TraceFinding[];
  readonly reached: readonly TraceLimit[];
}
