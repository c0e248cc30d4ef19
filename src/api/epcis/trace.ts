import { Type, type Static } from "@sinclair/typebox";
import { keysOf } from "../../domain/keys-of.ts";
import { inline, nullable, oneOf, shape, type Shape } from "../shape.ts";

/** Limits of one trace. `limits.reached` of a trace lists those that it reached. */
export const EPC_TRACE_LIMITS = {
  /** Links from the traced object. */
  depth: 10,
  /** Objects in the trace, the traced object included. */
  objects: 500,
  /** Events of one object; `events` limits the events of all objects. */
  eventsOfOne: 1_000,
  events: 5_000,
  /** Intervals in which the trace follows an object. */
  intervals: 1_000,
} as const;

export type EpcTraceLimit = keyof typeof EPC_TRACE_LIMITS;

const Ids = Type.Array(Type.String());
const Time = Type.String({ format: "date-time" });

/** `back` follows an object's inputs and contents; `forward` follows its outputs and containers. */
const TraceDirectionSchema = oneOf(["back", "forward"]);

export type TraceDirection = Static<typeof TraceDirectionSchema>;

/** Relation between two objects: `input` and `output` by transformation, `content` and `container` by aggregation. */
const LinkKindSchema = oneOf(["input", "output", "content", "container"]);

export type LinkKind = Static<typeof LinkKindSchema>;

const EpcFindingSchema = inline({
  code: oneOf(["input-never-received", "child-never-unpacked", "quantities-unbalanced", "times-out-of-order", "cycle"]),
  objects: Ids,
  events: Type.Array(Type.String()),
  detail: Type.String(),
});

/** A missing event or a contradiction in a trace. */
export type EpcFinding = Shape<typeof EpcFindingSchema>;

export const EpcTraceSchema = shape(
  "EpcTrace",
  "Provenance (`back`) or destination (`forward`) of an instance, lot or class.",
  {
    epc: Type.String({ description: "Canonical identifier." }),
    direction: TraceDirectionSchema,
    complete: Type.Boolean({ description: "Whether the trace has no findings and reached no limit." }),
    objects: Type.Array(
      inline({ id: Type.String(), depth: Type.Integer({ minimum: 0 }), events: Type.Array(Type.String()) }),
      {
        description:
          "Instances, lots and classes of the trace, with the eventIDs of their events. Of a container, only the events while it contained a traced object.",
      },
    ),
    links: Type.Array(
      inline({
        from: Type.String(),
        to: Type.String(),
        as: LinkKindSchema,
        event: Type.String(),
        since: nullable(Time),
        until: nullable(Time),
        endedBy: nullable(Type.String()),
      }),
      {
        description:
          "`as` is the relation of `to` to `from`; `event` is the eventID of the event that states it. A `content` or `container` lasts from `since` to `until`, when the event `endedBy` took it out. Both are null while no event did. `since` is null for an `input` or `output`.",
      },
    ),
    events: Type.Array(
      inline({
        eventID: Type.String(),
        type: Type.String(),
        eventTime: Time,
        recordTime: Time,
        action: nullable(Type.String()),
        bizStep: nullable(Type.String()),
        disposition: nullable(Type.String()),
        readPoint: nullable(Type.String()),
        bizLocation: nullable(Type.String()),
        transformationID: nullable(Type.String()),
        parent: nullable(Type.String()),
        epcs: Ids,
        children: Ids,
        inputs: Ids,
        outputs: Ids,
      }),
      { description: "Events of all objects without repetition, ordered by eventTime." },
    ),
    findings: Type.Array(EpcFindingSchema, { description: "Missing events and contradictions." }),
    limits: inline({
      depth: Type.Integer(),
      objects: Type.Integer(),
      eventsOfOne: Type.Integer(),
      events: Type.Integer(),
      intervals: Type.Integer(),
      reached: Type.Array(oneOf(keysOf(EPC_TRACE_LIMITS)), { description: "Limits that cut the trace short." }),
    }),
  },
);
