import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { check, require } from "../check.ts";
import { eventsIn, requireProblem, requireStatus, type Server } from "../server.ts";

/** Makes a new event outside the hour of the sample events. */
function freshEvent(server: Server, changes: object = {}): JsonObject {
  const id = randomUUID();
  return {
    type: "ObjectEvent",
    eventID: `urn:uuid:${id}`,
    eventTime: new Date(server.hour + 86_400_000).toISOString(),
    eventTimeZoneOffset: "+00:00",
    action: "OBSERVE",
    bizStep: "stocking",
    epcList: [`urn:epc:id:sgtin:9506000.134352.${id.slice(0, 12)}`],
    ...changes,
  } as JsonObject;
}

async function isRecorded(server: Server, event: JsonObject): Promise<boolean> {
  const { status } = await server.call("GET", `/events/${encodeURIComponent(String(event["eventID"]))}`);
  return status === 200;
}

/** Invalid events, each with its violation. */
const INVALID: readonly (readonly [violation: string, changes: object])[] = [
  ["without eventTime", { eventTime: undefined }],
  ["without eventTimeZoneOffset", { eventTimeZoneOffset: undefined }],
  ["with a malformed eventTime", { eventTime: "yesterday" }],
  ["with an unknown action", { action: "MOVE" }],
  ["with a bare word that is not a business step", { bizStep: "sailing" }],
  ["with an EPC that is not a URI", { epcList: ["4711"] }],
  ["with a text instead of a list of EPCs", { epcList: "urn:epc:id:sgtin:9506000.134352.1" }],
  [
    "that adds children without a parent",
    { type: "AggregationEvent", action: "ADD", epcList: undefined, childEPCs: ["urn:epc:id:sgtin:9506000.134352.1"] },
  ],
  [
    "that is a transformation with an action",
    {
      type: "TransformationEvent",
      inputEPCList: ["urn:epc:id:sgtin:9506000.134352.1"],
      outputEPCList: ["urn:epc:id:sgtin:9506000.134352.2"],
      epcList: undefined,
    },
  ],
];

export const CAPTURE = [
  check("12.6", "captures a document, and its job succeeds", async (server) => void (await server.samples())),
  check("12.6", "answers a capture job with captureID, createdAt, running and success", async (server) => {
    const job = await server.capture(server.document([freshEvent(server)]));
    for (const member of ["captureID", "createdAt", "running", "success"]) {
      require(job[member] !== undefined, `the job has no ${member}`);
    }
  }),
  check("12.6", "lists capture jobs", async (server) => {
    await server.samples();
    const { body } = await server.get("/capture");
    require(Array.isArray(body) && body.length > 0, "the list is empty");
  }),
  check("12.6", "answers 404 for an unknown capture job", async (server) => {
    const answer = await server.call("GET", `/capture/${randomUUID()}`);
    requireProblem(answer, 404, "NoSuchNameException", "NoSuchResourceException");
  }),
  check("12.6", "captures an EPCISQueryDocument", async (server) => {
    const event = freshEvent(server);
    const document = {
      ...server.document([]),
      type: "EPCISQueryDocument",
      epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList: [event] } } },
    };
    const job = await server.capture(document as JsonObject);
    require(job.success === true, "the job failed");
  }),
  check("12.6", "captures a single event at /events", async (server) => {
    const { "@context": context } = server.document([]);
    const event = freshEvent(server, { "@context": context });
    const answer = await server.call("POST", "/events", event);
    requireStatus(answer, 201, 202);
    require(answer.headers.has("location"), "the answer has no Location");
  }),
  check("12.6", "records no event of a document with an invalid event by default (rollback)", async (server) => {
    const valid = freshEvent(server);
    await captureInvalid(server, [valid, freshEvent(server, { action: "MOVE" })], {});
    require(!(await isRecorded(server, valid)), "the valid event was recorded");
  }),
  check("12.6", "records the valid events of a document with error behaviour proceed", async (server) => {
    const valid = freshEvent(server);
    await captureInvalid(server, [valid, freshEvent(server, { bizStep: "sailing" })], {
      "GS1-Capture-Error-Behaviour": "proceed",
    });
    const deadline = Date.now() + server.options.waitMs;
    while (!(await isRecorded(server, valid))) require(Date.now() < deadline, "the valid event was not recorded");
  }),
  check("12.6", "refuses a body that is not JSON", async (server) => {
    requireProblem(await server.call("POST", "/capture", "{"), 400, "ValidationException");
  }),
  check("12.6", "refuses a media type that it cannot read", async (server) => {
    const answer = await server.call("POST", "/capture", "hello", { "content-type": "text/plain" });
    requireProblem(answer, 415, "UnsupportedMediaTypeException", "ImplementationException");
  }),
  ...INVALID.map(([violation, changes]) =>
    check("7.4", `refuses an event ${violation}`, async (server) => {
      const event = freshEvent(server, changes);
      await captureInvalid(server, [event], {});
      require(!(await isRecorded(server, event)), "the event was recorded");
    }),
  ),
  check("7.4.1.2", "keeps an event after its error declaration", async (server) => {
    const event = freshEvent(server);
    const declared = {
      ...event,
      errorDeclaration: { declarationTime: new Date().toISOString(), reason: "incorrect_data" },
    } as JsonObject;
    for (const one of [event, declared]) {
      const job = await server.capture(server.document([one]));
      require(job.success === true, `the job failed: ${JSON.stringify(job.errors).slice(0, 200)}`);
    }
    const { body } = await server.get(`/events/${encodeURIComponent(String(event["eventID"]))}`);
    require(eventsIn(body).length === 2, `${eventsIn(body).length} events have the eventID`);
  }),
];

/** Captures invalid events. @throws Error unless the server refuses the document, or its job fails. */
async function captureInvalid(server: Server, events: JsonObject[], headers: Record<string, string>): Promise<void> {
  const document = server.document(events);
  const answer = await server.call("POST", "/capture", document, headers);
  if (answer.status >= 400 && answer.status < 500 && headers["GS1-Capture-Error-Behaviour"] === undefined) {
    requireProblem(answer, 400, "ValidationException");
    return;
  }
  requireStatus(answer, 202);
  const location = answer.headers.get("location") ?? "";
  const deadline = Date.now() + server.options.waitMs;
  let job = (await server.get(location)).body;
  while (job?.running !== false) {
    require(Date.now() < deadline, "the job does not end");
    job = (await server.get(location)).body;
  }
  require(job.success === false, "the job succeeded");
  require(Array.isArray(job.errors) ? job.errors.length > 0 : job.errorFile !== undefined, "the job has no errors");
}
