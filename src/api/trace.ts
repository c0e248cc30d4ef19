import { Type } from "@sinclair/typebox";
import { keysOf } from "../domain/keys-of.ts";
import { MAX_HEIGHT } from "../domain/rules/nesting-rules.ts";
import { CASE_PROPERTIES } from "./case.ts";
import { PayloadStateSchema } from "./entry.ts";
import { FindingSchema } from "./finding.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, oneOf, shape, type Shape } from "./shape.ts";
import { ShipmentViewSchema } from "./shipment.ts";
import { PlaceSchema, SummarySchema } from "./summary.ts";

const count = Type.Integer({ minimum: 0 });
const participant = nullable(ParticipantReferenceSchema);
const place = nullable(PlaceSchema);
const hash = nullable(Bytes32Schema);
const time = nullable(UnixSecondsSchema);

export const OriginSchema = shape("Origin", "Consignor, time and place of a shipment's first entry.", {
  consignor: participant,
  beganAt: UnixSecondsSchema,
  place,
  entry: Bytes32Schema,
});

export type Origin = Shape<typeof OriginSchema>;

const TraceEntrySchema = shape("TraceEntry", "One entry of the timeline.", {
  hash: Bytes32Schema,
  shipment: Bytes32Schema,
  level: Type.Integer({
    minimum: 0,
    description: "0 for the traced shipment, 1 for the unit around it, 2 for the unit around that.",
  }),
  sequence: count,
  kind: KindSchema,
  author: participant,
  counterparty: participant,
  refersTo: hash,
  occurredAt: UnixSecondsSchema,
  recordedAt: UnixSecondsSchema,
  lateness: Type.Integer({ description: "`recordedAt` minus `occurredAt`, in seconds." }),
  commitment: Bytes32Schema,
  payload: PayloadStateSchema,
  summary: nullable(SummarySchema),
  place,
  supersededBy: hash,
});

export type TraceEntry = Shape<typeof TraceEntrySchema>;

const CustodyIntervalSchema = shape("CustodyInterval", "A custodian and the interval of its custody.", {
  custodian: participant,
  from: UnixSecondsSchema,
  until: time,
  by: Bytes32Schema,
  endedBy: hash,
  place,
  within: hash,
});

export type CustodyInterval = Shape<typeof CustodyIntervalSchema>;

const PlaceVisitSchema = shape("PlaceVisit", "A stay at a place. Places follow in the order of the visits.", {
  place: PlaceSchema,
  from: UnixSecondsSchema,
  until: UnixSecondsSchema,
  entries: Type.Array(Bytes32Schema),
});

export type PlaceVisit = Shape<typeof PlaceVisitSchema>;

const TraceCaseSchema = shape("TraceCase", "A customs case with all its entries.", {
  ...CASE_PROPERTIES,
  entries: Type.Array(Bytes32Schema),
});

export type TraceCase = Shape<typeof TraceCaseSchema>;

const ContainerIntervalSchema = shape("ContainerInterval", "An interval that the shipment was inside a unit.", {
  unit: Bytes32Schema,
  identifier: nullable(Type.String()),
  level: count,
  from: UnixSecondsSchema,
  until: time,
  loadedBy: Bytes32Schema,
  unloadedBy: hash,
});

export type ContainerInterval = Shape<typeof ContainerIntervalSchema>;

const ContentIntervalSchema = shape("ContentInterval", "An interval that another shipment was inside this one.", {
  shipment: Bytes32Schema,
  unit: Bytes32Schema,
  identifier: nullable(Type.String()),
  level: count,
  from: UnixSecondsSchema,
  until: time,
  loadedBy: Bytes32Schema,
  unloadedBy: hash,
});

export type ContentInterval = Shape<typeof ContentIntervalSchema>;

/** Limits of a trace. */
export const TRACE_LIMITS = {
  /** Levels of units upwards, and the same number downwards. */
  depth: MAX_HEIGHT,
  /** Entries of the shipment, and the same number of entries of the units around it. */
  entries: 10_000,
  /** Intervals of the shipment inside units, and the same number of intervals of other shipments inside it. */
  intervals: 1_000,
} as const;

export type TraceLimit = keyof typeof TRACE_LIMITS;

const TraceLimitsSchema = shape("TraceLimits", "Limits of the trace, and those that it reached.", {
  depth: count,
  entries: count,
  intervals: count,
  reached: Type.Array(oneOf(keysOf(TRACE_LIMITS))),
  offerAfter: count,
  gapAfter: count,
});

export type TraceLimits = Shape<typeof TraceLimitsSchema>;

export const TraceSchema = shape("Trace", "Complete history of one shipment, oldest first.", {
  shipment: ShipmentViewSchema,
  head: Bytes32Schema,
  sequence: count,
  checkpoint: inline({ number: count, hash: Bytes32Schema }),
  origin: OriginSchema,
  entries: Type.Array(TraceEntrySchema),
  custody: Type.Array(CustodyIntervalSchema),
  places: Type.Array(PlaceVisitSchema),
  cases: Type.Array(TraceCaseSchema),
  containers: Type.Array(ContainerIntervalSchema),
  contents: Type.Array(ContentIntervalSchema),
  missing: Type.Array(FindingSchema),
  limits: TraceLimitsSchema,
});

export type Trace = Shape<typeof TraceSchema>;
