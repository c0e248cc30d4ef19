import type { Spoil } from "../support/spoiling-proxy.ts";
import {
  answerInstead,
  changeEvents,
  spoilAnswer,
  spoilBody,
  spoilDraft,
  spoilEvents,
  spoilProblems,
  spoilQuery,
  spoilRequest,
  spoilStatus,
  withoutHeaders,
  withoutMember,
} from "../support/spoils.ts";

/** A server with one fault, and the check that must notice it. */
interface SpoiledServer {
  readonly wrong: string;
  /** Name of the check. */
  readonly check: string;
  /** Words in the reason of the failure. */
  readonly told: string;
  readonly spoil: Spoil;
  /** Whether the check waits to the limit for something that does not come. */
  readonly waits?: boolean;
}

const spoiled = (wrong: string, check: string, told: string, spoil: Spoil, waits = false): SpoiledServer => ({
  wrong,
  check,
  told,
  spoil,
  waits,
});

const JOB = "GET /capture/{captureID}";
const QUERY = "/queries/{queryName}";
const SUBSCRIPTIONS = `${QUERY}/subscriptions`;
const ONE_SUBSCRIPTION = `${SUBSCRIPTIONS}/{subscriptionID}`;
const SUBSCRIBE = `POST ${SUBSCRIPTIONS}`;

const JOB_STATE = "answers a capture job with its state";
const PROCEED = "records the valid events of a document with error behaviour proceed";
const ONE_EVENT = "captures a single event at POST /events";
const PAGES = "answers in pages of perPage events, with each event once";
const DEFAULT_PAGE = "answers in pages of 30 events without perPage";
const RELEASE = "releases a page token with DELETE /nextPageToken/{token}";
const LINKS = "links the first page of events to the next, and says until when";
const COUNT_LIMIT = "answers with the first events of an order with eventCountLimit";
const ORDER = "orders by eventTime, with the newest event first by default";
const DOCUMENT = "answers with an EPCISQueryDocument that has all its members";
const STORED = "stores a named query, lists it, and answers with its events";
const STREAM = "sends signed callbacks with only the matching events to a stream subscription";
const SCHEDULE = "sends results at the times of a schedule, and empty ones with reportIfEmpty";
const LATER = "sends no results from before the subscription, and no empty ones without reportIfEmpty";
const SUBSCRIPTION = "lists, reads and deletes a subscription";
const UNKNOWN_PARAMETER = "refuses a query with an unknown parameter";
const PARAMETERS_AS_JSON = "takes the parameters of a named query as JSON";

/** Deletes a member of all events that the server answers. */
const withoutEventMember = (member: string): Spoil =>
  spoilEvents((events) => {
    for (const event of events) Reflect.deleteProperty(event, member);
    return events;
  });

const CAPTURE: readonly SpoiledServer[] = [
  spoiled(
    "a repeat of POST /events is answered 201",
    "answers 409 to a repeat of POST /events",
    "status 201 instead of 409",
    spoilStatus("POST /events", 409, 201),
  ),
  spoiled(
    "an invalid event at POST /events is answered 201",
    "refuses an event without eventTime at POST /events",
    "status 201 instead of 400",
    spoilStatus("POST /events", 400, 201),
  ),
  spoiled(
    "an unknown action at POST /events is answered 201",
    "refuses an event with an unknown action at POST /events",
    "status 201 instead of 400",
    spoilStatus("POST /events", 400, 201),
  ),
  ...["/capture", "/events"].map((path) =>
    spoiled(
      `GS1-EPCIS-Version is ignored at POST ${path}`,
      `refuses GS1-EPCIS-Version 9.0 at POST ${path}`,
      "instead of 406",
      spoilRequest(`POST ${path}`, ({ headers }) => Reflect.deleteProperty(headers, "gs1-epcis-version")),
    ),
  ),
  spoiled(
    "a document in JSON-LD is refused",
    "captures a document in JSON-LD",
    "status 415 instead of 202",
    spoilRequest("POST /capture", ({ headers }) => {
      if (headers["content-type"] === "application/ld+json") headers["content-type"] = "text/plain";
    }),
  ),
  spoiled(
    "OPTIONS /capture hides its error behaviours",
    "answers OPTIONS /capture with its error behaviours",
    "GS1-Capture-Error-Behaviour",
    withoutHeaders("OPTIONS /capture", ["GS1-Capture-Error-Behaviour"]),
  ),
  spoiled(
    "POST /events is answered and does nothing",
    ONE_EVENT,
    "status 404 instead of 200",
    answerInstead("POST /events", {
      status: 201,
      headers: {
        location: "/epcis/events/urn:uuid:00000000-0000-4000-8000-000000000000",
        "gs1-epcis-version": "2.0",
        "gs1-cbv-version": "2.0",
        "gs1-epc-format": "Never_Translates",
        "gs1-cbv-xml-format": "Never_Translates",
      },
    }),
  ),
  spoiled(
    "an EPCISQueryDocument is refused",
    "captures an EPCISQueryDocument",
    "status 400 instead of 202",
    spoilDraft("POST /capture", (body) => {
      if (body.type === "EPCISQueryDocument") body.type = "Other";
    }),
  ),
  ...["captureID", "createdAt", "finishedAt", "captureErrorBehaviour"].map((member) =>
    spoiled(`a job has no ${member}`, JOB_STATE, member, withoutMember(JOB, member)),
  ),
  ...["createdAt", "captureID"].map((member) =>
    spoiled(
      `a job in the list has no ${member}`,
      "lists capture jobs with their state",
      member === "captureID" ? "lacks the job" : member,
      withoutMember("GET /capture", member),
    ),
  ),
  spoiled(
    "a job in the list is always running",
    "lists capture jobs with their state",
    "another state",
    spoilBody("GET /capture", (job) => (job.running = true)),
  ),
  spoiled(
    "a job always runs",
    JOB_STATE,
    "still runs",
    spoilBody(JOB, (job) => (job.running = true)),
    true,
  ),
  spoiled(
    "the errors of a job are empty objects",
    PROCEED,
    "the problem has the type undefined",
    spoilBody(JOB, (job) => (job.errors = job.errors.map(() => ({})))),
  ),
  spoiled(
    "the errors of a job have no title",
    PROCEED,
    "no title",
    spoilBody(JOB, (job) => job.errors.forEach((error: { title?: string }) => delete error.title)),
  ),
  spoiled(
    "a failed job has no errors",
    "refuses an event without eventTime",
    "the job has no errors",
    spoilBody(JOB, (job) => (job.errors = [])),
  ),
  spoiled(
    "a job with error behaviour proceed says rollback",
    PROCEED,
    "captureErrorBehaviour",
    spoilBody(JOB, (job) => (job.captureErrorBehaviour = "rollback")),
  ),
  spoiled(
    "error behaviour proceed is ignored",
    PROCEED,
    "captureErrorBehaviour is rollback",
    spoilRequest("POST /capture", ({ headers }) => delete headers["gs1-capture-error-behaviour"]),
  ),
  spoiled(
    "error behaviour proceed is always on",
    "records no event of a document with an invalid event by default (rollback)",
    "the event was recorded",
    spoilRequest("POST /capture", ({ headers }) => (headers["gs1-capture-error-behaviour"] = "proceed")),
  ),
  spoiled(
    "the events have no eventID",
    "gives an eventID to an event without one",
    "no eventID",
    withoutEventMember("eventID"),
  ),
  spoiled(
    "OPTIONS /capture has no limit",
    "answers OPTIONS /capture with the limit of a capture",
    "GS1-EPCIS-Capture-Limit",
    spoilAnswer("OPTIONS /capture", ({ headers }) => {
      delete headers["gs1-epcis-capture-limit"];
      delete headers["gs1-epcis-capture-file-size-limit"];
    }),
  ),
  spoiled(
    "the limit of events is not held",
    "refuses a document with more events than GS1-EPCIS-Capture-Limit",
    "status 202 instead of 413",
    answerInstead("POST /capture", { status: 202 }),
  ),
  spoiled(
    "the limit of bytes is not held",
    "refuses a document with more bytes than GS1-EPCIS-Capture-File-Size-Limit",
    "status 202 instead of 413",
    answerInstead("POST /capture", { status: 202 }),
  ),
  ...["/capture", "/events", "/queries"].map((path) =>
    spoiled(
      `POST ${path} takes every media type`,
      `refuses a media type that it cannot read at POST ${path}`,
      "status 202 instead of 415",
      answerInstead(`POST ${path}`, { status: 202 }),
    ),
  ),
  spoiled(
    "a document without events is accepted",
    "refuses a document without an epcisBody",
    "status 202 instead of 400",
    spoilStatus("POST /capture", 400, 202),
  ),
  spoiled(
    "a body that is not JSON is accepted",
    "refuses a body that is not JSON",
    "status 202 instead of 400",
    spoilStatus("POST /capture", 400, 202),
  ),
  spoiled(
    "an unknown capture job is empty",
    "answers 404 for an unknown capture job",
    "status 200 instead of 404",
    spoilStatus(JOB, 404, 200),
  ),
  spoiled(
    "an event is gone after its error declaration",
    "keeps an event after its error declaration",
    "1 events have the eventID",
    spoilEvents((events) =>
      events.some((event) => event.errorDeclaration !== undefined)
        ? events.filter((event) => event.errorDeclaration !== undefined)
        : events,
    ),
  ),
  spoiled(
    "a second deviceID is dropped",
    "keeps a device that both sensorMetadata and sensorReport name with equal values",
    "lacks a deviceID",
    spoilDraft("POST /capture", (document) => {
      for (const event of document.epcisBody.eventList) {
        for (const element of event.sensorElementList ?? []) delete element.sensorReport[0].deviceID;
      }
    }),
  ),
];

const REQUESTS: readonly SpoiledServer[] = [
  spoiled(
    "problem documents have the type application/json",
    UNKNOWN_PARAMETER,
    "application/problem+json",
    spoilProblems(({ headers }) => (headers["content-type"] = "application/json")),
  ),
  spoiled(
    "problem documents have no title",
    UNKNOWN_PARAMETER,
    "no title",
    spoilProblems(({ body }) => delete body.title),
  ),
  spoiled(
    "problem documents have the type about:blank",
    UNKNOWN_PARAMETER,
    "about:blank",
    spoilProblems(({ body }) => (body.type = "about:blank")),
  ),
  spoiled(
    "problem documents state another status",
    UNKNOWN_PARAMETER,
    "states the status 418",
    spoilProblems(({ body }) => (body.status = 418)),
  ),
  spoiled("wrong credentials are accepted", "refuses a request with wrong credentials", "status 200", {
    request: ({ headers }) =>
      headers["authorization"] === "wrong" ? { status: 200, headers: {}, body: {} } : undefined,
  }),
  ...(["EPCIS", "CBV"] as const).flatMap((standard) =>
    ["Version 9.0", "Min 9.0", "Max 1.2"].map((excluding) => {
      const header = `GS1-${standard}-${excluding}`;
      return spoiled(
        `${header} is ignored`,
        `refuses ${header}`,
        "status 200 instead of 406",
        spoilRequest("GET /events", ({ headers }) =>
          Reflect.deleteProperty(headers, header.split(" ")[0]?.toLowerCase() ?? ""),
        ),
      );
    }),
  ),
  spoiled(
    "GS1-EPCIS-Min is always refused",
    "accepts the header fields that include version 2.0",
    "GS1-EPCIS-Min",
    spoilAnswer("GET /events", (answer, { headers }) => {
      if (headers["gs1-epcis-min"] !== undefined) answer.status = 406;
    }),
  ),
  spoiled(
    "Accept is ignored",
    "refuses an unsupported media type",
    "status 200 instead of 406",
    spoilRequest("GET /events", ({ headers }) => (headers["accept"] = "application/json")),
  ),
  spoiled(
    "JSON-LD has the type application/json",
    "answers with JSON-LD to a client that accepts only JSON-LD",
    "another type",
    spoilAnswer("GET /events", ({ headers }) => (headers["content-type"] = "application/json")),
  ),
  spoiled(
    "*/* is answered with text",
    "answers with JSON to a client that accepts any type",
    "another type",
    spoilAnswer("GET /events", ({ headers }) => (headers["content-type"] = "text/plain")),
  ),
  spoiled("a URL of 60,000 characters is answered", "refuses a URL that is too long", "status 200", {
    request: ({ query }) => (query.toString().length > 50_000 ? { status: 200, headers: {}, body: {} } : undefined),
  }),
];

const RESULTS: readonly SpoiledServer[] = [
  spoiled(
    "eventCountLimit gives the oldest events instead of the newest",
    COUNT_LIMIT,
    "does not give the two newest events",
    {
      request({ query }) {
        if (query.has("eventCountLimit")) {
          query.set("orderDirection", query.get("orderDirection") === "DESC" ? "ASC" : "DESC");
        }
        return undefined;
      },
      answer({ body }, { query }) {
        if (query.has("eventCountLimit")) changeEvents(body, (events) => events.toReversed());
      },
    },
  ),
  spoiled(
    "eventCountLimit is ignored",
    COUNT_LIMIT,
    "7 events instead of 2",
    spoilQuery((query) => query.delete("eventCountLimit")),
  ),
  spoiled(
    "maxEventCount is ignored",
    "refuses more results than maxEventCount",
    "status 200 instead of 413",
    spoilQuery((query) => query.delete("maxEventCount")),
  ),
  spoiled(
    "maxEventCount always refuses",
    "refuses more results than maxEventCount",
    "status 413 instead of 200",
    spoilQuery((query) => {
      if (query.has("maxEventCount")) query.set("maxEventCount", "2");
    }),
  ),
  spoiled(
    "the default order is the oldest event first",
    ORDER,
    "the default order",
    spoilQuery((query) => {
      if (query.has("orderBy") && !query.has("orderDirection")) query.set("orderDirection", "ASC");
    }),
  ),
  ...["ASC", "DESC"].map((direction) =>
    spoiled(
      `orderDirection=${direction} is answered in the other direction`,
      ORDER,
      `orderDirection=${direction}`,
      spoilEvents((events, { query }) => (query.get("orderDirection") === direction ? events.toReversed() : events)),
    ),
  ),
  ...["ASC", "DESC"].map((direction) =>
    spoiled(
      `orderBy=recordTime&orderDirection=${direction} is answered in another order`,
      "orders by recordTime",
      `orderDirection=${direction}`,
      spoilEvents((events, { query }) => {
        if (query.get("orderBy") !== "recordTime" || query.get("orderDirection") !== direction) return events;
        const year = (index: number) => (direction === "ASC" ? 2030 - index : 2000 + index);
        return events.map((event, index) => ({ ...event, recordTime: `${year(index)}-01-01T00:00:00Z` }));
      }),
    ),
  ),
  spoiled(
    "two parameters are combined as alternatives",
    "combines parameters, and values of a parameter",
    "EQ_bizStep and EQ_action",
    spoilQuery((query) => {
      if (query.has("EQ_bizStep")) query.delete("EQ_action");
    }),
  ),
  spoiled(
    "only the first value of a parameter counts",
    "combines parameters, and values of a parameter",
    "two values of EQ_bizStep",
    spoilQuery((query) => {
      query.set("EQ_bizStep", query.get("EQ_bizStep")?.split("|")[0] ?? "");
    }),
  ),
  spoiled(
    "EXISTS_errorDeclaration=false finds only error declarations",
    "does not restrict the events by EXISTS_errorDeclaration=false",
    'found the samples "g"',
    spoilQuery((query) => {
      if (query.has("EXISTS_errorDeclaration")) query.set("EXISTS_errorDeclaration", "true");
    }),
  ),
  spoiled(
    "patterns of EPCs find nothing",
    "finds EPCs by a pattern",
    'found the samples ""',
    spoilEvents((events, { query }) => (query.get("MATCH_epc")?.includes("idpat") === true ? [] : events)),
  ),
  spoiled(
    "the events have no recordTime",
    "answers with the recordTime of an event",
    "no valid recordTime",
    withoutEventMember("recordTime"),
  ),
  spoiled(
    "recordTime is the eventTime",
    "answers with the recordTime of an event",
    "not the time of the capture",
    spoilEvents((events) => events.map((event) => ({ ...event, recordTime: event.eventTime }))),
  ),
  spoiled("a document has no schemaVersion", DOCUMENT, "schemaVersion", withoutMember("GET /events", "schemaVersion")),
  spoiled("a document has no creationDate", DOCUMENT, "creationDate", withoutMember("GET /events", "creationDate")),
  spoiled("a document has no @context", DOCUMENT, "@context", withoutMember("GET /events", "@context")),
  spoiled(
    "@context does not define the extensions",
    DOCUMENT,
    "prefix of the extensions",
    spoilBody("GET /events", (body) => (body["@context"] = [body["@context"]].flat().slice(0, 1))),
  ),
  spoiled(
    "an unknown event is an empty document",
    "answers 404 for an unknown event",
    "status 200 instead of 404",
    spoilStatus("GET /events/{eventID}", 404, 200),
  ),
];

const PAGING: readonly SpoiledServer[] = [
  spoiled(
    "a page without perPage has 5 events instead of 30",
    DEFAULT_PAGE,
    "5 events instead of 30",
    spoilRequest("GET /events", ({ query }) => {
      if (!query.has("perPage")) query.set("perPage", "5");
    }),
  ),
  spoiled(
    "perPage is ignored",
    PAGES,
    "with perPage=2",
    spoilQuery((query) => query.delete("perPage")),
  ),
  spoiled(
    "every page is the first",
    PAGES,
    "more than 20 pages",
    spoilQuery((query) => query.delete("nextPageToken")),
  ),
  spoiled(
    "the first page has no Link",
    PAGES,
    "events on all pages instead of 7",
    withoutHeaders("GET /events", ["Link"]),
  ),
  spoiled(
    "an event is missing on a later page",
    PAGES,
    "events on all pages instead of 7",
    spoilEvents((events, { query }) => (query.has("nextPageToken") ? events.slice(1) : events)),
  ),
  spoiled(
    "the last page has a Link",
    "has no Link on the last page",
    "the last page has a Link",
    spoilAnswer("GET /events", ({ headers }) => (headers["link"] = '</epcis/events?nextPageToken=x>; rel="next"')),
  ),
  ...[
    ["events", "GET /events"],
    ["epcs", "GET /epcs"],
    ["the events of a named query", `GET ${QUERY}/events`],
  ].flatMap(([list = "", operation = ""]) => {
    const check = `links the first page of ${list} to the next, and says until when`;
    return [
      spoiled(
        `a page of ${list} has no GS1-Next-Page-Token-Expires`,
        check,
        "GS1-Next-Page-Token-Expires",
        withoutHeaders(operation, ["GS1-Next-Page-Token-Expires"]),
      ),
      spoiled(`a page of ${list} has no Link`, check, "no Link", withoutHeaders(operation, ["Link"])),
    ];
  }),
  spoiled(
    "GS1-Next-Page-Token-Expires has passed",
    LINKS,
    "has passed",
    spoilAnswer("GET /events", ({ headers }) => (headers["gs1-next-page-token-expires"] = "2001-01-01T00:00:00Z")),
  ),
  spoiled(
    "a page of capture jobs has no Link",
    "links the first page of capture jobs to the next, and says until when",
    "no Link",
    withoutHeaders("GET /capture", ["Link"]),
  ),
  spoiled(
    "DELETE /nextPageToken/{token} is 404",
    RELEASE,
    "status 404 instead of 204",
    answerInstead("DELETE /nextPageToken/{token}", { status: 404 }),
  ),
  spoiled(
    "a released page token continues to work",
    RELEASE,
    "the released token is answered 200",
    answerInstead("DELETE /nextPageToken/{token}", { status: 204 }),
  ),
  ...["capture", "queries", "eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions"].map(
    (list) =>
      spoiled(
        `perPage is ignored at /${list}`,
        `lists at most perPage values at /${list}`,
        "values with perPage=1",
        spoilRequest(`GET /${list}`, ({ query }) => query.delete("perPage")),
      ),
  ),
  ...["/events", "/epcs", "/capture", "/queries"].map((path) =>
    spoiled(
      `an unknown page token is ignored at ${path}`,
      `refuses an unknown page token at ${path}`,
      "it answers 200",
      spoilQuery((query) => query.delete("nextPageToken")),
    ),
  ),
  spoiled(
    "perPage=many is ignored",
    "refuses a perPage that is not a number",
    "status 200 instead of 400",
    spoilQuery((query) => query.delete("perPage")),
  ),
  ...["eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions"].flatMap((resource) => {
    const operation = `GET /${resource}/{value}/events`;
    const check = `lists the events of one of the ${resource}`;
    const absent = `answers 404 for one of the ${resource} without events`;
    return [
      spoiled(
        `/${resource}/{x}/events is always empty`,
        check,
        'found the samples ""',
        spoilEvents(() => [], operation),
      ),
      spoiled(
        `/${resource}/{x}/events has the events of other values`,
        check,
        'found the samples "abcdefg"',
        spoilRequest(operation, (request) => (request.path = "/events")),
      ),
      spoiled(
        `/${resource}/{x}/events ignores the parameters`,
        check,
        "do not restrict",
        spoilQuery((query) => query.delete("EQ_action")),
      ),
      spoiled(
        `/${resource}/{x} answers for every value`,
        absent,
        "status 200",
        spoilStatus(`GET /${resource}/{value}`, 404, 200),
      ),
      spoiled(
        `/${resource}/{x}/events answers for every value`,
        absent,
        "status 200",
        spoilStatus(operation, 404, 200),
      ),
    ];
  }),
];

const POLL = "lets a client that polls by recordTime see each event once";

/** A server whose recordTime is `ms` milliseconds before the moment from which an event can be found. */
const datedBefore = (ms: number): Spoil =>
  spoilRequest("GET /events", ({ query }) => {
    const bound = query.get("GE_recordTime");
    if (bound !== null) query.set("GE_recordTime", new Date(Date.parse(bound) + ms).toISOString());
  });

const POLLING: readonly SpoiledServer[] = [
  spoiled("recordTime is before an event can be found", POLL, "were never seen", datedBefore(2_000)),
  spoiled("recordTime is after an event can be found", POLL, "were seen again", datedBefore(-60_000)),
];

const NAMED_QUERIES: readonly SpoiledServer[] = [
  spoiled(
    "GET /queries/{name} gives an empty query",
    STORED,
    "EQ_eventID of the query",
    spoilBody(`GET ${QUERY}`, (body) => (body.query = { eventType: body.query.eventType })),
  ),
  spoiled(
    "GET /queries/{name} gives a query without its first parameter",
    STORED,
    "eventType of the query",
    spoilBody(`GET ${QUERY}`, (body) => delete body.query.eventType),
  ),
  spoiled("GET /queries/{name} has no name", STORED, "another name", withoutMember(`GET ${QUERY}`, "name")),
  spoiled(
    "a named query finds all events",
    STORED,
    "finds other events",
    spoilRequest(`GET ${QUERY}/events`, (request) => (request.path = "/events")),
  ),
  spoiled(
    "the results of a named query have another queryName",
    STORED,
    "queryName",
    spoilBody(`GET ${QUERY}/events`, (body) => (body.epcisBody.queryResults.queryName = "SimpleEventQuery")),
  ),
  spoiled(
    "the Location of a query leads elsewhere",
    STORED,
    "another name",
    spoilAnswer("POST /queries", ({ headers }) => (headers["location"] = "/epcis/bizSteps")),
  ),
  spoiled(
    "a second query of a name is stored",
    "refuses a name that another query has",
    "status 201 instead of 409",
    spoilStatus("POST /queries", 409, 201),
  ),
  ...["an unknown parameter", "an unknown action", "a malformed time"].map((fault) =>
    spoiled(
      `a query with ${fault} is stored`,
      `refuses to store a query with ${fault}`,
      "status 201 instead of 400",
      spoilStatus("POST /queries", 400, 201),
    ),
  ),
  spoiled(
    "a query without a name is stored",
    "refuses to store a query without a name",
    "status 201 instead of 400",
    spoilStatus("POST /queries", 400, 201),
  ),
  ...(
    [
      ["eventType", "cd"],
      ["EQ_value_CEL", "bc"],
      ["MATCH_anyEPC", "ac"],
    ] as const
  ).map(([parameter, found]) =>
    spoiled(
      `${parameter} of a stored query is ignored`,
      PARAMETERS_AS_JSON,
      `found the samples "${found}"`,
      spoilDraft("POST /queries", ({ query }) => Reflect.deleteProperty(query, parameter)),
    ),
  ),
  spoiled(
    "a deleted query stays",
    "deletes a query and its subscriptions",
    "status 200 instead of 404",
    answerInstead(`DELETE ${QUERY}`, { status: 204 }),
  ),
  ...(
    [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/events"],
      ["GET", "/subscriptions"],
      ["GET", "/subscriptions/{subscriptionID}"],
      ["DELETE", "/subscriptions/{subscriptionID}"],
    ] as const
  ).map(([method, below]) =>
    spoiled(
      `${method} of an unknown query${below} succeeds`,
      `answers 404 to ${method} of an unknown query${below}`,
      "status 200 instead of 404",
      spoilStatus(`${method} ${QUERY}${below}`, 404, 200),
    ),
  ),
  spoiled(
    "a subscription to an unknown query is accepted",
    "answers 404 to a subscription to an unknown query",
    "status 201 instead of 404",
    spoilStatus(SUBSCRIBE, 404, 201),
  ),
];

const withCallback = (callback: NonNullable<Spoil["callback"]>): Spoil => ({ callback });

const SUBSCRIBED: readonly SpoiledServer[] = [
  spoiled(
    "GS1-Signature is missing",
    STREAM,
    "no GS1-Signature",
    withCallback(({ headers }) => void delete headers["gs1-signature"]),
  ),
  ...(["utf8", "base64", "hex"] as const).map((encoding) =>
    spoiled(
      `GS1-Signature is the token in ${encoding}`,
      STREAM,
      "shows the signatureToken",
      withCallback(({ headers }) => {
        headers["gs1-signature"] = Buffer.from("token of the conformance suite").toString(encoding);
      }),
    ),
  ),
  spoiled(
    "GS1-Signature is the same for two messages",
    STREAM,
    "the same for two messages",
    withCallback(({ headers }) => {
      headers["gs1-signature"] = "q83vEjRWeJA=";
    }),
  ),
  spoiled(
    "no callback arrives",
    STREAM,
    "0 instead of 1 callbacks",
    withCallback(() => true),
    true,
  ),
  spoiled(
    "a callback has other events as well",
    STREAM,
    "not just the matching one",
    withCallback(({ body }) => changeEvents(body, (events) => [...events, { type: "ObjectEvent" }])),
  ),
  spoiled(
    "a callback has another event",
    STREAM,
    "not just the matching one",
    withCallback(({ body }) => changeEvents(body, () => [{ type: "ObjectEvent" }])),
  ),
  spoiled(
    "a callback has no subscriptionID",
    STREAM,
    "another subscriptionID",
    withCallback(({ body }) => void delete body.epcisBody.queryResults.subscriptionID),
  ),
  spoiled(
    "a callback has another queryName",
    STREAM,
    "queryName",
    withCallback(({ body }) => void (body.epcisBody.queryResults.queryName = "SimpleEventQuery")),
  ),
  spoiled(
    "a callback is text",
    STREAM,
    "not JSON",
    withCallback(({ headers }) => void (headers["content-type"] = "text/plain")),
  ),
  spoiled(
    "a callback is not an EPCISQueryDocument",
    STREAM,
    "not an EPCISQueryDocument",
    withCallback(({ body }) => void (body.type = "EPCISDocument")),
  ),
  spoiled(
    "a deleted subscription still receives events",
    "sends nothing to a deleted subscription",
    "the deleted subscription received a callback",
    answerInstead(`DELETE ${ONE_SUBSCRIPTION}`, { status: 204 }),
  ),
  spoiled(
    "reportIfEmpty is ignored",
    SCHEDULE,
    "1 instead of 2 callbacks",
    spoilDraft(SUBSCRIBE, (body) => delete body.reportIfEmpty),
    true,
  ),
  spoiled(
    "reportIfEmpty is always on",
    LATER,
    "a callback arrived before the event",
    spoilDraft(SUBSCRIBE, (body) => (body.reportIfEmpty = true)),
  ),
  spoiled(
    "initialRecordTime is ignored",
    SCHEDULE,
    "0 events",
    spoilDraft(SUBSCRIBE, (body) => delete body.initialRecordTime),
  ),
  spoiled(
    "a subscription begins with all earlier events",
    LATER,
    "a callback arrived before the event",
    spoilDraft(SUBSCRIBE, (body) => (body.initialRecordTime = "2001-01-01T00:00:00Z")),
  ),
  ...[SUBSCRIBE, `GET ${SUBSCRIPTIONS}`, `GET ${ONE_SUBSCRIPTION}`].flatMap((operation) => [
    spoiled(
      `${operation} shows the signatureToken`,
      SUBSCRIPTION,
      "contains the signatureToken",
      spoilBody(operation, (body) => (body.signatureToken = "token of the conformance suite")),
    ),
    ...["dest", "createdAt", "schedule", "reportIfEmpty"].map((member) =>
      spoiled(`${operation} has no ${member}`, SUBSCRIPTION, member, withoutMember(operation, member)),
    ),
  ]),
  spoiled("a subscription has no Location", SUBSCRIPTION, "no Location", withoutHeaders(SUBSCRIBE, ["Location"])),
  spoiled(
    "the Location of a subscription leads elsewhere",
    SUBSCRIPTION,
    "another subscriptionID",
    spoilAnswer(SUBSCRIBE, ({ headers }) => (headers["location"] = "/epcis/bizSteps")),
  ),
  spoiled(
    "the list lacks a subscription",
    SUBSCRIPTION,
    "the list lacks the subscription",
    spoilAnswer(`GET ${SUBSCRIPTIONS}`, (answer) => (answer.body = [])),
  ),
  spoiled(
    "a deleted subscription stays",
    SUBSCRIPTION,
    "status 200 instead of 404",
    answerInstead(`DELETE ${ONE_SUBSCRIPTION}`, { status: 204 }),
  ),
  spoiled(
    "a stream subscription has no stream",
    "answers with stream for a stream subscription",
    "stream is undefined",
    withoutMember(`GET ${ONE_SUBSCRIPTION}`, "stream"),
  ),
];

/** Servers with one fault each, which are otherwise a gateway. */
export const SPOILED_SERVERS: readonly SpoiledServer[] = [
  ...CAPTURE,
  ...REQUESTS,
  ...RESULTS,
  ...PAGING,
  ...POLLING,
  ...NAMED_QUERIES,
  ...SUBSCRIBED,
];
