import { Type } from "@sinclair/typebox";
import { FINDING_CODES } from "../../epcis/trace/epc-trace.ts";
import { inline, nullable, shape } from "../shape.ts";

const Things = Type.Array(Type.String());
const Time = Type.String({ format: "date-time" });

export const EpcTraceSchema = shape("EpcTrace", "Where something came from, or what became of it.", {
  epc: Type.String({ description: "Canonical identifier." }),
  direction: Type.Union([Type.Literal("back"), Type.Literal("forward")]),
  complete: Type.Boolean({ description: "Nothing was found wrong, and no limit was reached." }),
  things: Type.Array(
    inline({ id: Type.String(), depth: Type.Integer({ minimum: 0 }), events: Type.Array(Type.String()) }),
    { description: "Units, lots and classes on the way, with the eventIDs of their events." },
  ),
  links: Type.Array(
    inline({
      from: Type.String(),
      to: Type.String(),
      as: Type.Union((["input", "output", "content", "container"] as const).map((as) => Type.Literal(as))),
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
  findings: Type.Array(
    inline({
      code: Type.Union(FINDING_CODES.map((code) => Type.Literal(code))),
      things: Things,
      events: Type.Array(Type.String()),
      detail: Type.String(),
    }),
    { description: "What is missing or does not agree." },
  ),
  limits: inline({
    depth: Type.Integer(),
    things: Type.Integer(),
    eventsOfOne: Type.Integer(),
    events: Type.Integer(),
    reached: Type.Array(Type.String(), { description: "Those that cut the trace." }),
  }),
});
