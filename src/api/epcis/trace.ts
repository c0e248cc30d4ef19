import { Type, type Static } from "@sinclair/typebox";
import { keysOf } from "../../domain/keys-of.ts";
import { inline, nullable, oneOf, shape, type Shape } from "../shape.ts";

/** Limits of one trace; a trace names those that it reached. */
export const EPC_TRACE_LIMITS = {
  /** Steps from the traced thing. */
  depth: 10,
  /** Things in the trace, the traced one included. */
  things: 500,
  /** Events of one thing, and of all of them together. */
  eventsOfOne: 1_000,
  events: 5_000,
} as const;

export type EpcTraceLimit = keyof typeof EPC_TRACE_LIMITS;

const Things = Type.Array(Type.String());
const Time = Type.String({ format: "date-time" });

/** `back` follows the inputs and contents of a thing, `forward` the outputs that it became part of. */
const TraceDirectionSchema = oneOf(["back", "forward"]);

export type TraceDirection = Static<typeof TraceDirectionSchema>;

/** How one thing is related to another: by a transformation, or by containment. */
const LinkKindSchema = oneOf(["input", "output", "content", "container"]);

export type LinkKind = Static<typeof LinkKindSchema>;

const EpcFindingSchema = inline({
  code: oneOf(["input-never-received", "child-never-unpacked", "quantities-unbalanced", "times-out-of-order", "cycle"]),
  things: Things,
  events: Type.Array(Type.String()),
  detail: Type.String(),
});

/** A missing event or a contradiction in a trace. */
export type EpcFinding = Shape<typeof EpcFindingSchema>;

export const EpcTraceSchema = shape("EpcTrace", "Where something came from, or what became of it.", {
  epc: Type.String({ description: "Canonical identifier." }),
  direction: TraceDirectionSchema,
  complete: Type.Boolean({ description: "Nothing was found wrong, and no limit was reached." }),
  things: Type.Array(
    inline({ id: Type.String(), depth: Type.Integer({ minimum: 0 }), events: Type.Array(Type.String()) }),
    { description: "Units, lots and classes on the way, with the eventIDs of their events." },
  ),
  links: Type.Array(
    inline({
      from: Type.String(),
      to: Type.String(),
      as: LinkKindSchema,
      event: Type.String(),
    }),
    { description: "What `to` is to `from`, and the eventID of the event that says so." },
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
      epcs: Things,
      children: Things,
      inputs: Things,
      outputs: Things,
    }),
    { description: "Each once, in the order in which they happened." },
  ),
  findings: Type.Array(EpcFindingSchema, { description: "What is missing or does not agree." }),
  limits: inline({
    depth: Type.Integer(),
    things: Type.Integer(),
    eventsOfOne: Type.Integer(),
    events: Type.Integer(),
    reached: Type.Array(oneOf(keysOf(EPC_TRACE_LIMITS)), { description: "Those that cut the trace." }),
  }),
});
