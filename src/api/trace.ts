import { Type } from "@sinclair/typebox";
import { FINDINGS, type FindingCode } from "./finding-sentences.ts";
import type { TraceLimit } from "../gateway/trace/trace.ts";
import { CASE_PROPERTIES } from "./case.ts";
import { PayloadStateSchema } from "./entry.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { FactsSchema } from "./problem.ts";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, shape } from "./shape.ts";
import { ShipmentSchema } from "./shipment.ts";
import { PlaceSchema, SummarySchema } from "./summary.ts";

const count = Type.Integer({ minimum: 0 });
const participant = nullable(ParticipantReferenceSchema);
const place = nullable(PlaceSchema);
const hash = nullable(Bytes32Schema);
const time = nullable(UnixSecondsSchema);

export const OriginSchema = shape("Origin", "Where, when and with whom a shipment began.", {
  consignor: participant,
  beganAt: UnixSecondsSchema,
  place,
  entry: Bytes32Schema,
});

const TraceEntrySchema = shape("TraceEntry", "One entry of the timeline.", {
  hash: Bytes32Schema,
  shipment: Bytes32Schema,
  level: Type.Integer({ minimum: 0, description: "0 for the traced shipment, 1 for the unit around it, and so on." }),
  sequence: count,
  kind: KindSchema,
  author: participant,
  counterparty: participant,
  refersTo: hash,
  occurredAt: UnixSecondsSchema,
  recordedAt: UnixSecondsSchema,
  lateness: Type.Integer({ description: "Seconds from happening to recording." }),
  commitment: Bytes32Schema,
  payload: PayloadStateSchema,
  summary: nullable(SummarySchema),
  place,
  supersededBy: hash,
});

const CustodyIntervalSchema = shape("CustodyInterval", "Who held the shipment, from one entry to another.", {
  custodian: participant,
  from: UnixSecondsSchema,
  until: time,
  by: Bytes32Schema,
  endedBy: hash,
  place,
  within: hash,
});

const PlaceVisitSchema = shape("PlaceVisit", "A place in the order visited.", {
  place: PlaceSchema,
  from: UnixSecondsSchema,
  until: UnixSecondsSchema,
  entries: Type.Array(Bytes32Schema),
});

const TraceCaseSchema = shape("TraceCase", "A customs case with the entries that made it what it is.", {
  ...CASE_PROPERTIES,
  entries: Type.Array(Bytes32Schema),
});

const ContainerIntervalSchema = shape("ContainerInterval", "A time inside a unit.", {
  unit: Bytes32Schema,
  identifier: nullable(Type.String()),
  level: count,
  from: UnixSecondsSchema,
  until: time,
  loadedBy: Bytes32Schema,
  unloadedBy: hash,
});

const ContentIntervalSchema = shape("ContentInterval", "A time that another shipment was inside this one.", {
  shipment: Bytes32Schema,
  unit: Bytes32Schema,
  identifier: nullable(Type.String()),
  level: count,
  from: UnixSecondsSchema,
  until: time,
  loadedBy: Bytes32Schema,
  unloadedBy: hash,
});

const FindingSchema = shape("Finding", "Something that is missing or does not agree.", {
  code: Type.Unsafe<FindingCode>({
    type: "string",
    enum: Object.keys(FINDINGS),
    description: Object.entries(FINDINGS)
      .map(([code, meaning]) => `${code}: ${meaning}`)
      .join(" "),
  }),
  facts: FactsSchema,
  entries: Type.Array(Bytes32Schema),
});

const LimitsSchema = shape("TraceLimits", "How far the trace goes, and what it left out because of that.", {
  depth: count,
  entries: count,
  intervals: count,
  reached: Type.Array(Type.Unsafe<TraceLimit>({ type: "string", enum: ["depth", "entries", "intervals"] })),
  offerAfter: count,
  gapAfter: count,
});

export const TraceSchema = shape("Trace", "Everything that is known of one shipment, oldest first.", {
  shipment: ShipmentSchema,
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
  limits: LimitsSchema,
});
