import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { check, require } from "../check.ts";
import { eventsIn, requireProblem, requireStatus, type Server } from "../server.ts";

/** An event that nobody captured yet, outside of the hour of the samples. */
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

async function isThere(server: Server, event: JsonObject): Promise<boolean> {
  const { status } = await server.call("GET", `/events/${encodeURIComponent(String(event["eventID"]))}`);
  return status === 200;
}

/** Events that break a rule, and what is wrong with them. */
const INVALID: readonly (readonly [what: string, changes: object])[] = [
  ["without eventTime", { eventTime: undefined }],
  ["without eventTimeZoneOffset", { eventTimeZoneOffset: undefined }],
  ["with a time that is none", { eventTime: "yesterday" }],
  ["with an action that is none", { action: "MOVE" }],
  ["with a bare word that is no business step", { bizStep: "sailing" }],
  ["with an EPC that is no URI", { epcList: ["4711"] }],
  ["with a list that is no list", { epcList: "urn:epc:id:sgtin:9506000.134352.1" }],
  [
    "that adds to no parent",
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
  check("12.6", "takes a document, and its job ends well", async (server) => void (await server.samples())),
  check("12.6", "tells of a job what the standard has", async (server) => {
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
  check("12.6", "knows no job that there is not", async (server) => {
    const answer = await server.call("GET", `/capture/${randomUUID()}`);
    requireProblem(answer, 404, "NoSuchNameException", "NoSuchResourceException");
  }),
  check("12.6", "takes an EPCISQueryDocument", async (server) => {
    const event = freshEvent(server);
    const document = {
      ...server.document([]),
      type: "EPCISQueryDocument",
      epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList: [event] } } },
    };
    const job = await server.capture(document as JsonObject);
    require(job.success === true, "the job failed");
  }),
  check("12.6", "takes a single event at /events", async (server) => {
    const { "@context": context } = server.document([]);
    const event = freshEvent(server, { "@context": context });
    const answer = await server.call("POST", "/events", event);
    requireStatus(answer, 201, 202);
    require(answer.headers.has("location"), "the answer has no Location");
  }),
  check("12.6", "records nothing of a document with a bad event by default (rollback)", async (server) => {
    const good = freshEvent(server);
    await captureBad(server, [good, freshEvent(server, { action: "MOVE" })], {});
    require(!(await isThere(server, good)), "the good event was recorded");
  }),
  check("12.6", "records the good events beside a bad one when told to proceed", async (server) => {
    const good = freshEvent(server);
    await captureBad(server, [good, freshEvent(server, { bizStep: "sailing" })], {
      "GS1-Capture-Error-Behaviour": "proceed",
    });
    const deadline = Date.now() + server.options.waitMs;
    while (!(await isThere(server, good))) require(Date.now() < deadline, "the good event was not recorded");
  }),
  check("12.6", "refuses what is no JSON", async (server) => {
    requireProblem(await server.call("POST", "/capture", "{"), 400, "ValidationException");
  }),
  check("12.6", "refuses a media type that it cannot read", async (server) => {
    const answer = await server.call("POST", "/capture", "hello", { "content-type": "text/plain" });
    requireProblem(answer, 415, "UnsupportedMediaTypeException", "ImplementationException");
  }),
  ...INVALID.map(([what, changes]) =>
    check("7.4", `refuses an event ${what}`, async (server) => {
      const event = freshEvent(server, changes);
      await captureBad(server, [event], {});
      require(!(await isThere(server, event)), "it was recorded");
    }),
  ),
  check("7.4.1.2", "keeps an event beside the declaration that it was an error", async (server) => {
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

/** Captures what must not succeed: it is refused at once, or its job fails. */
async function captureBad(server: Server, events: JsonObject[], headers: Record<string, string>): Promise<void> {
  const document = server.document(events);
  const probe = await server.call("POST", "/capture", document, headers);
  if (probe.status >= 400 && probe.status < 500 && headers["GS1-Capture-Error-Behaviour"] === undefined) {
    requireProblem(probe, 400, "ValidationException");
    return;
  }
  requireStatus(probe, 202);
  const location = probe.headers.get("location") ?? "";
  const deadline = Date.now() + server.options.waitMs;
  let job = (await server.get(location)).body;
  while (job?.running !== false) {
    require(Date.now() < deadline, "the job does not end");
    job = (await server.get(location)).body;
  }
  require(job.success === false, "the job ended well");
  require(Array.isArray(job.errors) ? job.errors.length > 0 : job.errorFile !== undefined, "the job tells no error");
}
