import { Type } from "@sinclair/typebox";
import { traceShipment } from "../../gateway/trace/trace-shipment.ts";
import { route } from "../serve/route.ts";
import { Bytes32Schema } from "../../api/scalar.ts";
import { inline } from "../../api/shape.ts";
import { OriginSchema, TraceSchema } from "../../api/trace.ts";
import { ETAG, taggedReply, UNCHANGED } from "../serve/tagged-reply.ts";

const tag = "Shipments";
const params = inline({ id: Bytes32Schema });

const trace = route({
  method: "get",
  path: "/v1/shipments/{id}/trace",
  operation: "traceShipment",
  tag,
  summary: "Trace a shipment: origin, custody, places, customs cases and gaps",
  access: "read",
  headers: ["If-None-Match"],
  params,
  query: inline({
    merged: Type.Optional(
      Type.Boolean({
        description: "Whether the timeline includes the entries of the units that contained the shipment.",
      }),
    ),
    offerAfter: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2 ** 31,
        description: "Seconds after which an unanswered offer becomes a finding.",
      }),
    ),
    gapAfter: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2 ** 31,
        description: "Seconds without an entry after which custody has a gap, which is a finding.",
      }),
    ),
  }),
  replies: { 200: { description: "The trace.", schema: TraceSchema, headers: ETAG }, 304: UNCHANGED },
  problems: ["ShipmentUnknown", "TraceUnsettled"],
}).handledBy(async ({ caller, params: { id }, query, header }, { reading }) => {
  const { checkpoint, ...trace } = await traceShipment(reading, caller, id, query);
  return taggedReply(trace.head, trace, { checkpoint }, header("if-none-match"));
});

const origin = route({
  method: "get",
  path: "/v1/shipments/{id}/origin",
  operation: "readOrigin",
  tag,
  summary: "Read the origin of a shipment: consignor, time and place",
  access: "read",
  headers: ["If-None-Match"],
  params,
  replies: { 200: { description: "The origin.", schema: OriginSchema, headers: ETAG }, 304: UNCHANGED },
  problems: ["ShipmentUnknown", "TraceUnsettled"],
}).handledBy(async ({ caller, params: { id }, header }, { reading }) => {
  const { head, origin: began } = await traceShipment(reading, caller, id);
  return taggedReply(head, began, {}, header("if-none-match"));
});

export const TRACE_ROUTES = [trace, origin];
