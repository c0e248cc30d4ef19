import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { check, expectOpen, require } from "../check.ts";
import { identifiersOf } from "../sample-events.ts";
import {
  eventsIn,
  locationOf,
  requireProblem,
  requireProblemMembers,
  requireStatus,
  type Answer,
  type Server,
} from "../server.ts";

const EPC = "urn:epc:id:sgtin:9506000.134352.1";
const NO_OBJECT = { epcList: undefined, bizStep: undefined };

/** A valid Aggregation, Association or Transaction event without its other members, as changes of a fresh event. */
const AGGREGATION = {
  ...NO_OBJECT,
  type: "AggregationEvent",
  parentID: "urn:epc:id:sscc:9506000.0000000001",
  childEPCs: [EPC],
};
const ASSOCIATION = { ...AGGREGATION, type: "AssociationEvent" };
const TRANSFORMATION = {
  ...NO_OBJECT,
  type: "TransformationEvent",
  action: undefined,
  inputEPCList: [EPC],
  outputEPCList: ["urn:epc:id:sgtin:9506000.134352.2"],
};

const TRANSACTION = {
  type: "TransactionEvent",
  bizTransactionList: [{ type: "po", bizTransaction: "urn:epcglobal:cbv:bt:9506000000001:1" }],
};
const PERSISTENT = { persistentDisposition: { set: ["completeness_verified"] } };

/** Invalid events, each with its violation. */
const INVALID: readonly (readonly [violation: string, changes: object])[] = [
  ["without eventTime", { eventTime: undefined }],
  ["without eventTimeZoneOffset", { eventTimeZoneOffset: undefined }],
  ["with a malformed eventTime", { eventTime: "yesterday" }],
  ["with a malformed eventTimeZoneOffset", { eventTimeZoneOffset: "CET" }],
  ["without a type", { type: undefined }],
  ["with an unknown type", { type: "ObjectsEvent" }],
  ["without an action", { action: undefined }],
  ["with an unknown action", { action: "MOVE" }],
  ["with a bare word that is not a business step", { bizStep: "sailing" }],
  ["with a bare word that is not a disposition", { disposition: "happy" }],
  ["with an EPC that is not a URI", { epcList: ["4711"] }],
  ["with a text instead of a list of EPCs", { epcList: `${EPC}` }],
  ["with a readPoint that is not a URI", { readPoint: { id: "gate 4" } }],
  [
    "with a quantity that is not a number",
    { quantityList: [{ epcClass: "urn:epc:class:lgtin:9506000.134352.L", quantity: "many" }] },
  ],
  ["with a member that the standard does not define", { epcLists: [EPC] }],
  ["with master data of an observed object", { ilmd: { "example:grade": 7 } }],
  ["with a sensor report without a type", { sensorElementList: [{ sensorReport: [{ value: 1, uom: "CEL" }] }] }],
  ["that adds children without a parent", { ...AGGREGATION, action: "ADD", parentID: undefined }],
  ["that adds no children to a parent", { ...AGGREGATION, action: "ADD", childEPCs: undefined }],
  ["that associates children without a parent", { ...ASSOCIATION, parentID: undefined }],
  ["that is a transaction without a business transaction", { type: "TransactionEvent" }],
  ["that is a transformation with an action", { ...TRANSFORMATION, action: "OBSERVE" }],
  ["that is a transformation without outputs", { ...TRANSFORMATION, outputEPCList: undefined }],
  ["that is an aggregation with a persistentDisposition", { ...AGGREGATION, ...PERSISTENT }],
  ["that is an association with a persistentDisposition", { ...ASSOCIATION, ...PERSISTENT }],
  ["that is a transaction with a persistentDisposition", { ...TRANSACTION, ...PERSISTENT }],
];

/** Capture documents that are invalid as a whole. */
const INVALID_DOCUMENTS: readonly (readonly [violation: string, changes: object])[] = [
  ["without a type", { type: undefined }],
  ["of an unknown type", { type: "EPCISMasterDataDocument" }],
  ["without an epcisBody", { epcisBody: undefined }],
  ["with a text instead of a list of events", { epcisBody: { eventList: "none" } }],
];

/** Largest announced limits that a check exceeds. */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

export const CAPTURE = [
  check("12.6", "captures a document, and its job succeeds", async (server) => void (await server.samples())),
  check("12.6", "answers a capture job with its state", async (server) => {
    const job = await server.captureValid(server.freshEvent());
    require(typeof job.captureID === "string", "the job has no captureID");
    requireTime(job, "createdAt");
    requireTime(job, "finishedAt");
    require(Array.isArray(job.errors)
      ? job.errors.length === 0
      : job.errors === undefined, "a job that succeeded has errors");
    require(job.captureErrorBehaviour ===
      "rollback", `captureErrorBehaviour is ${job.captureErrorBehaviour} instead of rollback`);
  }),
  check("12.6", "lists capture jobs with their state", async (server) => {
    const { captureID } = await server.samples();
    const { body } = await server.get("/capture?perPage=100");
    require(Array.isArray(body), "the answer is not a list");
    const job = body.find((one: Answer["body"]) => one?.captureID === captureID);
    require(job !== undefined, "the list lacks the job of this run");
    require(job.running === false && job.success === true, "the job in the list has another state");
    requireTime(job, "createdAt");
  }),
  check("12.6", "answers 404 for an unknown capture job", async (server) => {
    const answer = await server.call("GET", `/capture/${randomUUID()}`);
    requireProblem(answer, 404, "NoSuchNameException", "NoSuchResourceException");
  }),
  check("12.6", "captures an EPCISQueryDocument", async (server) => {
    const event = server.freshEvent();
    const document = {
      ...server.document([]),
      type: "EPCISQueryDocument",
      epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList: [event] } } },
    };
    const job = await server.capture(document);
    require(job.success === true, "the job failed");
    await isRecorded(server, event, "the event was not recorded");
  }),
  check("12.6", "captures a document in JSON-LD", async (server) => {
    const event = server.freshEvent();
    const headers = { "content-type": "application/ld+json" };
    const job = await server.capture(server.document([event]), headers);
    require(job.success === true, "the job failed");
    await isRecorded(server, event, "the event was not recorded");
  }),
  ...["/capture", "/events"].map((path) =>
    check("12.4", `refuses GS1-EPCIS-Version 9.0 at POST ${path}`, async (server) => {
      const event = singleEvent(server);
      const body = path === "/events" ? event : server.document([event]);
      const answer = await server.call("POST", path, body, { "GS1-EPCIS-Version": "9.0" });
      requireProblem(answer, 406, "NotAcceptableException", "ImplementationException");
      await isAbsent(server, event);
    }),
  ),
  check("12.6", "captures a single event at POST /events", async (server) => {
    const event = singleEvent(server);
    const answer = await server.call("POST", "/events", event);
    requireStatus(answer, 201, 202);
    const location = locationOf(answer);
    expectOpen(answer.status === 201, "it answers 202, before it records the event");
    requireDocumentHeaders(answer);
    const { body } = await server.get(location);
    require(eventsIn(body)[0]?.["eventID"] === event["eventID"], "Location does not lead to the event");
  }),
  check("12.6", "answers POST /capture with its header fields", async (server) => {
    const answer = await server.call("POST", "/capture", server.document([server.freshEvent()]));
    requireStatus(answer, 202);
    requireDocumentHeaders(answer);
    await server.ended(locationOf(answer));
  }),
  check("12.6", "answers 409 to a repeat of POST /events", async (server) => {
    const event = singleEvent(server);
    requireStatus(await server.call("POST", "/events", event), 201, 202);
    await isRecorded(server, event, "the event was not recorded");
    const again = await server.call("POST", "/events", event);
    requireProblem(again, 409, "ResourceAlreadyExistsException");
  }),
  ...[
    ["without eventTime", { eventTime: undefined }] as const,
    ["with an unknown action", { action: "MOVE" }] as const,
  ].map(([violation, changes]) =>
    check("12.6", `refuses an event ${violation} at POST /events`, async (server) => {
      const event = singleEvent(server, changes);
      requireProblem(await server.call("POST", "/events", event), 400, "ValidationException");
      await isAbsent(server, event);
    }),
  ),
  check("7.4.1", "gives an eventID to an event without one", async (server) => {
    const epc = `urn:epc:id:sgtin:9506000.134352.${randomUUID().slice(0, 12)}`;
    await server.captureValid(server.freshEvent({ eventID: undefined, epcList: [epc] }));
    const event = await server.until("queries do not find the event", async () => {
      return (await server.events(`MATCH_epc=${encodeURIComponent(epc)}`))[0];
    });
    require(URL.canParse(String(event["eventID"])), "the event has no eventID");
  }),
  check("12.6", "records no event of a document with an invalid event by default (rollback)", async (server) => {
    const valid = server.freshEvent();
    await captureInvalid(server, [valid, server.freshEvent({ action: "MOVE" })], {});
    await isAbsent(server, valid);
  }),
  check("12.6", "records the valid events of a document with error behaviour proceed", async (server) => {
    const valid = server.freshEvent();
    const behaviour = { "GS1-Capture-Error-Behaviour": "proceed" };
    const job = await captureInvalid(server, [valid, server.freshEvent({ bizStep: "sailing" })], behaviour);
    require(job?.captureErrorBehaviour ===
      "proceed", `captureErrorBehaviour is ${job?.captureErrorBehaviour} instead of proceed`);
    require(job.errors === undefined ||
      job.errors.length === 1, `the job has ${job.errors?.length} errors instead of 1`);
    for (const error of job.errors ?? []) requireProblemMembers(error, ["ValidationException"]);
    await isRecorded(server, valid, "the valid event was not recorded");
  }),
  check("12.6", "refuses a body that is not JSON", async (server) => {
    requireProblem(await server.call("POST", "/capture", "{"), 400, "ValidationException");
  }),
  ...INVALID_DOCUMENTS.map(([violation, changes]) =>
    check("12.6", `refuses a document ${violation}`, async (server) => {
      const document = { ...server.document([server.freshEvent()]), ...changes };
      requireProblem(await server.call("POST", "/capture", document), 400, "ValidationException");
    }),
  ),
  ...["/capture", "/events", "/queries"].map((path) =>
    check("12.6", `refuses a media type that it cannot read at POST ${path}`, async (server) => {
      const answer = await server.call("POST", path, "hello", { "content-type": "text/plain" });
      requireProblem(answer, 415, "UnsupportedMediaTypeException", "ImplementationException");
    }),
  ),
  check("12.6", "refuses a document with more events than GS1-EPCIS-Capture-Limit", async (server) => {
    const limit = await announced(server, "GS1-EPCIS-Capture-Limit", MAX_EVENTS);
    const events = Array.from({ length: limit + 1 }, () => server.freshEvent());
    const answer = await server.call("POST", "/capture", server.document(events));
    requireProblem(answer, 413, "CaptureLimitExceededException");
  }),
  check("12.6", "refuses a document with more bytes than GS1-EPCIS-Capture-File-Size-Limit", async (server) => {
    const limit = await announced(server, "GS1-EPCIS-Capture-File-Size-Limit", MAX_BYTES);
    const event = server.freshEvent({ "example:note": "x".repeat(limit) });
    const answer = await server.call("POST", "/capture", server.document([event]));
    requireProblem(answer, 413, "CaptureLimitExceededException");
  }),
  ...INVALID.map(([violation, changes]) =>
    check("7.4", `refuses an event ${violation}`, async (server) => {
      const event = server.freshEvent(changes);
      await captureInvalid(server, [event], {});
      await isAbsent(server, event);
    }),
  ),
  check("7.4.1.2", "keeps an event after its error declaration", async (server) => {
    await server.samples();
    const path = `/events/${encodeURIComponent(identifiersOf(server.run).eventID("f"))}`;
    const events = eventsIn((await server.get(path)).body);
    require(events.length === 2, `${events.length} events have the eventID instead of 2`);
    const declared = events.filter((event) => event["errorDeclaration"] !== undefined);
    require(declared.length === 1, `${declared.length} of them have an errorDeclaration instead of 1`);
  }),
  check("7.3", "keeps a device that both sensorMetadata and sensorReport name with equal values", async (server) => {
    const device = { deviceID: "urn:epc:id:giai:9506000.TWICE" };
    const sensorReport = [{ type: "Temperature", value: 5, uom: "CEL", ...device }];
    const event = server.freshEvent({ sensorElementList: [{ sensorMetadata: device, sensorReport }] });
    const answer = await server.call("POST", "/capture", server.document([event]));
    expectOpen(answer.status === 202, `the server refuses it with status ${answer.status}`);
    const job = await server.ended(locationOf(answer));
    expectOpen(job.success === true, "the server refuses it");
    const [found] = await isRecorded(server, event, "the event was not recorded");
    const text = JSON.stringify(found?.["sensorElementList"] ?? null);
    require(text.split(device.deviceID).length === 3, "the event lacks a deviceID that was captured");
  }),
];

/** Makes an event with its own `@context`, for `POST /events`. */
function singleEvent(server: Server, changes: object = {}): JsonObject {
  const { "@context": context } = server.document([]);
  return server.freshEvent({ "@context": context, ...changes });
}

function requireTime(body: Answer["body"], member: string): void {
  require(!Number.isNaN(Date.parse(body[member])), `the job has no valid ${member}`);
}

function requireDocumentHeaders({ headers }: Answer): void {
  for (const name of ["GS1-EPCIS-Version", "GS1-CBV-Version", "GS1-EPC-Format", "GS1-CBV-XML-Format"]) {
    require(headers.has(name), `the answer has no header ${name}`);
  }
}

/** Reads a limit of captures. @throws LeftOpen if the server announces none, or one above `most`. */
async function announced(server: Server, header: string, most: number): Promise<number> {
  const limit = Number((await server.call("OPTIONS", "/capture")).headers.get(header) ?? NaN);
  expectOpen(Number.isSafeInteger(limit), `the server announces no ${header}`);
  expectOpen(limit <= most, `the ${header} is more than this check sends`);
  return limit;
}

/** Returns the events with the eventID of `event` when the server has recorded them. */
function isRecorded(server: Server, event: JsonObject, failure: string): Promise<JsonObject[]> {
  return server.until(failure, async () => {
    const answer = await server.call("GET", pathOf(event));
    return answer.status === 200 ? eventsIn(answer.body) : undefined;
  });
}

async function isAbsent(server: Server, event: JsonObject): Promise<void> {
  require((await server.call("GET", pathOf(event))).status !== 200, "the event was recorded");
}

const pathOf = (event: JsonObject) => `/events/${encodeURIComponent(String(event["eventID"]))}`;

/**
 * Captures invalid events.
 *
 * @returns the job; undefined if the server refuses the document.
 * @throws Error unless the server refuses the document, or its job fails.
 */
async function captureInvalid(
  server: Server,
  events: JsonObject[],
  headers: Record<string, string>,
): Promise<Answer["body"]> {
  const answer = await server.call("POST", "/capture", server.document(events), headers);
  if (answer.status >= 400 && answer.status < 500 && headers["GS1-Capture-Error-Behaviour"] === undefined) {
    requireProblem(answer, 400, "ValidationException");
    return undefined;
  }
  requireStatus(answer, 202);
  const job = await server.ended(locationOf(answer));
  require(job.success === false, "the job succeeded");
  if (!Array.isArray(job.errors)) require(job.errorFile !== undefined, "the job has no errors");
  else require(job.errors.length > 0, "the job has no errors");
  for (const error of job.errors ?? []) requireProblemMembers(error, ["ValidationException"]);
  return job;
}
