import { Type } from "@sinclair/typebox";
import { CAPTURE_BYTES, CAPTURE_ENTRIES, CAPTURE_EVENTS, DOCUMENT_LIMITS } from "../../epcis/capture/capture-limits.ts";
import { describeMapping } from "../../epcis/capture/describe-mapping.ts";
import { readCaptureJob, readCaptureJobs } from "../../epcis/capture/read-jobs.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../domain/errors/table.ts";
import { route, type Route } from "../serve/route.ts";
import { anyObject, inline } from "../../api/shape.ts";
import { EPCIS_BASE } from "./dialect.ts";
import { PAGE_HEADERS, pageHeaders, PAGING_PARAMETERS, readPaging } from "./paging.ts";
import { EpcisEventSchema } from "../../api/epcis/event.ts";
import { JobViewSchema } from "../../api/epcis/job.ts";

const tag = "EPCIS capture";
const path = `${EPCIS_BASE}/capture`;

/** Milliseconds that the answer to a single event waits for its recording, unless `Prefer: wait` gives another time. */
const SINGLE_EVENT_MS = 10_000;

/** Header fields that state the limits of one capture (EPCIS 2.0, 12.4), and the limit of entries, which extends EPCIS. */
export const CAPTURE_HEADERS: Readonly<Record<string, string>> = {
  "GS1-EPCIS-Capture-Limit": String(CAPTURE_EVENTS),
  "GS1-EPCIS-Capture-File-Size-Limit": String(CAPTURE_BYTES),
  "Portolan-Capture-Entry-Limit": String(CAPTURE_ENTRIES),
};

const LIMITS = { bytes: CAPTURE_BYTES, json: DOCUMENT_LIMITS };

const DocumentSchema = anyObject("An EPCISDocument or EPCISQueryDocument (EPCIS 2.0, 9).", "EpcisDocument");

const RECORDING: readonly ErrorCode[] = [
  "EpcisVersionUnsupported",
  "EpcisCaptureConflict",
  "RelayMissing",
  "GatewayBusy",
  "TooManyUnsettled",
];

const capture = route({
  method: "post",
  path,
  operation: "captureEpcisDocument",
  tag,
  summary: "Capture the events of a document",
  description: `Portolan records an entry for each event on each unit that the event names. A Consign opens an unknown unit. Otherwise the first matching line of this table determines the kind; without a match the entry is a Report. If the ledger does not allow the kind, the entry is a Report with a discrepancy. See docs/EPCIS.md.

${describeMapping()}

A document has at most ${CAPTURE_EVENTS} events and ${CAPTURE_BYTES} bytes, and needs at most ${CAPTURE_ENTRIES} entries. The gateway fetches no URL in a document.`,
  access: "record",
  headers: ["GS1-Capture-Error-Behaviour"],
  body: { kind: "json", schema: DocumentSchema, limits: LIMITS },
  replies: {
    202: {
      description: "The document is accepted. The capture job shows the errors of single events.",
      headers: { Location: "URL of the capture job.", ...described(CAPTURE_HEADERS) },
    },
  },
  problems: [...RECORDING, "EpcisDocumentInvalid", "EpcisTooManyEvents", "EpcisTooManyUnits", "EpcisBehaviourInvalid"],
}).handledBy(async ({ caller, body, header }, { capture: capturing }) => {
  const behaviour = header("gs1-capture-error-behaviour") ?? "rollback";
  if (behaviour !== "rollback" && behaviour !== "proceed") {
    throw new PortolanError("EpcisBehaviourInvalid", { behaviour: behaviour.slice(0, 40) });
  }
  const job = await capturing.captureDocument(caller, body, behaviour);
  const Location = `${path}/${job.id}`;
  return { status: 202, empty: true, headers: { Location, ...CAPTURE_HEADERS } };
});

const captureOne = route({
  method: "post",
  path: `${EPCIS_BASE}/events`,
  operation: "captureEpcisEvent",
  tag,
  summary: "Capture one event",
  description: "Waits for the recording of the event: 10 s, or the time of `Prefer: wait`.",
  access: "record",
  headers: ["Prefer"],
  body: { kind: "json", schema: EpcisEventSchema },
  replies: {
    201: { description: "The event is recorded.", headers: { Location: "URL of the event." } },
    202: {
      description: "The event is accepted and not yet recorded.",
      headers: { Location: "URL of the capture job." },
    },
  },
  problems: [...RECORDING, "EpcisEventInvalid", "EpcisEventExists", "EpcisEventUnrecordable", "EpcisTooManyUnits"],
}).handledBy(async ({ caller, body, waitMs }, { capture: capturing }) => {
  const { job, eventID } = await capturing.captureEvent(caller, body);
  const recorded = await capturing.succeeds(job, waitMs === 0 ? SINGLE_EVENT_MS : waitMs);
  if (!recorded) return { status: 202, empty: true, headers: { Location: `${path}/${job.id}` } };
  return { status: 201, empty: true, headers: { Location: `${EPCIS_BASE}/events/${encodeURIComponent(eventID)}` } };
});

const listJobs = route({
  method: "get",
  path,
  operation: "listEpcisCaptureJobs",
  tag,
  summary: "List the caller's capture jobs, newest first",
  access: "read",
  query: inline(PAGING_PARAMETERS),
  replies: {
    200: {
      description: "A page of jobs, without their entries.",
      schema: Type.Array(JobViewSchema),
      headers: PAGE_HEADERS,
    },
  },
  problems: ["EpcisVersionUnsupported", "EpcisParameterInvalid", "EpcisPageTokenInvalid"],
}).handledBy(async ({ caller, query }, { reading }) => {
  const { jobs, next } = await readCaptureJobs(reading, caller, readPaging(query));
  return { status: 200, body: jobs, headers: pageHeaders(path, query, next, reading.now()) };
});

const readJob = route({
  method: "get",
  path: `${path}/{captureID}`,
  operation: "readEpcisCaptureJob",
  tag,
  summary: "Read a capture job with the entries of each event",
  access: "read",
  params: inline({ captureID: Type.String({ minLength: 1, maxLength: 100 }) }),
  replies: { 200: { description: "The job.", schema: JobViewSchema } },
  problems: ["EpcisVersionUnsupported", "EpcisJobUnknown"],
}).handledBy(async ({ caller, params: { captureID } }, { reading }) => {
  return { status: 200, body: await readCaptureJob(reading.db, caller, captureID) };
});

function described(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `\`${value}\``]));
}

export const CAPTURE_ROUTES: readonly Route[] = [capture, captureOne, listJobs, readJob];
