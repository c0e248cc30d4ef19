import type { EventType } from "../event/event-facts.ts";

/** `back`: what something was made of and what came in it; `forward`: what became of it. */
export type TraceDirection = "back" | "forward";

/** How far a trace goes. */
export const TRACE_LIMITS = {
  /** Steps from the traced thing. */
  depth: 10,
  /** Things on the way, the traced one among them. */
  things: 500,
  /** Events of one thing, and of all of them together. */
  eventsOfOne: 1_000,
  events: 5_000,
} as const;

export type TraceLimit = keyof typeof TRACE_LIMITS;

/** An event as a trace shows it; `/epcis/events/{eventID}` has the rest. */
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
  readonly epcClass: string;
  readonly quantity: number | null;
  readonly uom: string | null;
}

/** What led from one thing to another: a transformation, or being inside. */
export type LinkKind = "input" | "output" | "content" | "container";

/** A step of the trace. */
export interface TraceLink {
  readonly from: string;
  readonly to: string;
  /** What `to` is to `from`. */
  readonly as: LinkKind;
  readonly event: TracedEvent;
}

/** A thing on the way: a unit, a lot or a class, by its canonical identifier. */
export interface TracedThing {
  readonly id: string;
  /** Steps from the traced thing. */
  readonly depth: number;
  /** In the order in which they happened. */
  readonly events: readonly TracedEvent[];
}

export const FINDING_CODES = [
  "input-never-received",
  "child-never-unpacked",
  "quantities-unbalanced",
  "times-out-of-order",
  "cycle",
] as const;

/** Something that is missing from the trace or does not agree in it. */
export interface TraceFinding {
  readonly code: (typeof FINDING_CODES)[number];
  readonly things: readonly string[];
  /** eventIDs of the events that show it. */
  readonly events: readonly string[];
  readonly detail: string;
}

/** Everything that the events which the caller may read tell of where something came from, or what became of it. */
export interface EpcTrace {
  readonly epc: string;
  readonly direction: TraceDirection;
  /** Nothing was found wrong, and no limit was reached. */
  readonly complete: boolean;
  readonly things: readonly TracedThing[];
  readonly links: readonly TraceLink[];
  /** Each once, in the order in which they happened. */
  readonly events: readonly TracedEvent[];
  readonly findings: readonly TraceFinding[];
  readonly reached: readonly TraceLimit[];
}
