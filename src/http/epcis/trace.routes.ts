import type { Static } from "@sinclair/typebox";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { canonicalUri } from "../../epcis/event/canonical-uri.ts";
import type { EpcTrace, TracedEvent, TraceLink } from "../../epcis/trace/epc-trace.ts";
import { traceEpc } from "../../epcis/trace/trace-epc.ts";
import { route, type Route } from "../serve/route.ts";
import { inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { givenParameter } from "./paging.ts";
import { EpcTraceSchema, EPC_TRACE_LIMITS } from "../../api/epcis/trace.ts";

const trace = route({
  method: "get",
  path: `${EPCIS_BASE}/trace`,
  operation: "traceEpc",
  tag: "EPCIS traces",
  summary: "Trace an EPC through transformations and aggregations",
  description:
    "Extends EPCIS. Follows an EPC to its inputs and contents (`back`), or to its outputs and containers (`forward`). Of a container, the trace has only the events while it contained a traced object. `complete` says whether the trace has no gap.",
  access: "read",
  query: inline({
    epc: givenParameter("An instance, lot or class, as URN or GS1 Digital Link."),
    direction: givenParameter("`back` (the default) or `forward`."),
  }),
  replies: { 200: { description: "The trace.", schema: EpcTraceSchema } },
  problems: ["EpcisVersionUnsupported", "EpcisParameterInvalid", "EpcisResourceUnknown"],
}).handledBy(async ({ caller, query: { epc, direction = "back" } }, { reading }) => {
  if (typeof epc !== "string" || !/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(epc)) {
    throw new PortolanError("EpcisParameterInvalid", { parameter: "epc", problem: "takes one URI" });
  }
  if (direction !== "back" && direction !== "forward") {
    throw new PortolanError("EpcisParameterInvalid", { parameter: "direction", problem: "takes back or forward" });
  }
  return { status: 200, body: traceBody(await traceEpc(reading, caller, canonicalUri(epc), direction)) };
});

/** Converts a trace to its JSON body, which lists each event once and refers to it by eventID. */
function traceBody({ reached, ...trace }: EpcTrace): Static<typeof EpcTraceSchema> {
  return {
    ...trace,
    objects: trace.objects.map(({ id, depth, events }) => ({
      id,
      depth,
      events: events.map(({ eventID }) => eventID),
    })),
    links: trace.links.map(linkBody),
    events: trace.events.map(eventBody),
    findings: trace.findings.map((finding) => ({
      ...finding,
      objects: [...finding.objects],
      events: [...finding.events],
    })),
    limits: { ...EPC_TRACE_LIMITS, reached: [...reached] },
  };
}

function linkBody({ containment, event, ...link }: TraceLink) {
  const { start = null, end = null } = containment ?? {};
  return {
    ...link,
    event: event.eventID,
    since: start && new Date(start.eventTime).toISOString(),
    until: end && new Date(end.eventTime).toISOString(),
    endedBy: end && end.eventID,
  };
}

function eventBody(event: TracedEvent) {
  return {
    eventID: event.eventID,
    type: event.type,
    eventTime: new Date(event.eventTime).toISOString(),
    recordTime: new Date(event.recordedAtMs).toISOString(),
    action: event.action,
    bizStep: event.bizStep,
    disposition: event.disposition,
    readPoint: event.readPoint,
    bizLocation: event.bizLocation,
    transformationID: event.transformationID,
    parent: event.parent,
    epcs: [...event.epcs],
    children: [...event.children],
    inputs: [...event.inputs],
    outputs: [...event.outputs],
  };
}

export const EPC_TRACE_ROUTES: readonly Route[] = [trace];
