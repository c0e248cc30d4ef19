import { randomUUID } from "node:crypto";
import { check, require } from "../check.ts";
import { eventsIn, requireProblem, requireStatus, type Server } from "../server.ts";

/** Returns the URL of the next page; undefined for the last page. */
function nextOf(headers: Headers): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get("link") ?? "")?.[1];
}

/** Returns the eventIDs of all pages. @param between is called after the first page. */
async function allPages(server: Server, first: string, between = () => Promise.resolve()): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined = first;
  for (let page = 0; next !== undefined; page++) {
    require(page < 50, "the result has more than 50 pages");
    const { body, headers } = await server.get(next);
    ids.push(...eventsIn(body).map(({ eventID }) => String(eventID)));
    if (page === 0) await between();
    next = nextOf(headers);
  }
  return ids;
}

const RESOURCES = [
  ["eventTypes", "ObjectEvent"],
  ["bizSteps", "commissioning"],
  ["dispositions", "active"],
] as const;

export const PAGES = [
  check("12.6", "answers in pages, with each event once", async (server) => {
    await server.samples();
    const ids = await allPages(server, `/events?${server.window.replace("perPage=100", "perPage=2")}`);
    require(ids.length === 5 &&
      new Set(ids).size === 5, `${ids.length} events on all pages, ${new Set(ids).size} different`);
  }),
  check("12.6", "repeats no event on later pages when events are captured between two pages", async (server) => {
    await server.samples();
    const day = server.hour + 2 * 86_400_000;
    const event = (minute: number) => ({
      type: "ObjectEvent",
      eventID: `urn:uuid:${randomUUID()}`,
      eventTime: new Date(day + minute * 60_000).toISOString(),
      eventTimeZoneOffset: "+00:00",
      action: "OBSERVE",
      epcList: [`urn:epc:id:sgtin:9506000.134352.${randomUUID().slice(0, 12)}`],
    });
    const capture = async (events: object[]) => {
      const job = await server.capture(server.document(events));
      require(job.success === true, "the job failed");
    };
    await capture([event(10), event(20), event(30)]);
    const from = encodeURIComponent(new Date(day).toISOString());
    const until = encodeURIComponent(new Date(day + 3_600_000).toISOString());
    const query = `/events?GE_eventTime=${from}&LT_eventTime=${until}&orderBy=eventTime&perPage=2`;
    const ids = await allPages(server, query, () => capture([event(5), event(40)]));
    require(ids.length >= 3 &&
      new Set(ids).size === ids.length, `${ids.length} events, ${new Set(ids).size} different`);
  }),
  check("12.6", "has no Link on the last page", async (server) => {
    await server.samples();
    const { headers } = await server.get(`/events?${server.window}`);
    require(nextOf(headers) === undefined, "the last page has a Link to a next page");
  }),
  check("12.6", "refuses an unknown page token", async (server) => {
    await server.samples();
    const { status } = await server.call("GET", "/events?nextPageToken=made-up");
    require(status >= 400 && status < 500, `it answers ${status}`);
  }),
  ...RESOURCES.flatMap(([resource, value]) => [
    check("12.6", `lists ${resource}`, async (server) => {
      await server.samples();
      const { body } = await server.get(`/${resource}?perPage=100`);
      require(JSON.stringify(body).includes(value), `the list lacks ${value}`);
    }),
    check("12.6", `lists the events of one of the ${resource}`, async (server) => {
      const { a } = await server.samples();
      const events = await server.events(server.window, `/${resource}/${value}/events`);
      require(events.some(({ eventID }) => eventID === a?.["eventID"]), "the answer lacks the captured event");
    }),
  ]),
  check("12.6", "lists the events of an EPC", async (server) => {
    const { b } = await server.samples();
    const [epc] = b?.["childEPCs"] as string[];
    const events = await server.events("perPage=100", `/epcs/${encodeURIComponent(epc as string)}/events`);
    require(events.length === 2, `the answer has ${events.length} events instead of 2`);
  }),
  ...["epcs", "bizLocations", "readPoints"].map((resource) =>
    check("12.6", `lists ${resource}`, async (server) => {
      await server.samples();
      const { body } = await server.get(`/${resource}`);
      require(Array.isArray(body?.member) || typeof body === "object", "the answer is not a list");
    }),
  ),
  check("12.6", "answers 404 for an EPC without events", async (server) => {
    const answer = await server.call(
      "GET",
      `/epcs/${encodeURIComponent(`urn:epc:id:sgtin:9506000.134352.${server.run}X`)}/events`,
    );
    requireProblem(answer, 404, "NoSuchResourceException", "NoSuchNameException");
  }),
  check("12.6", "answers with an event by its eventID", async (server) => {
    const { a } = await server.samples();
    const { body } = await server.get(`/events/${encodeURIComponent(String(a?.["eventID"]))}`);
    require(eventsIn(body).length === 1, "the answer has another number of events");
  }),
  check("12.6", "answers 404 for an unknown event", async (server) => {
    const answer = await server.call("GET", `/events/${encodeURIComponent(`urn:uuid:${randomUUID()}`)}`);
    requireProblem(answer, 404, "NoSuchResourceException", "NoSuchNameException");
  }),
  check("12.6", "refuses a URL that is too long", async (server) => {
    await server.samples();
    const answer = await server.call("GET", `/events?EQ_eventID=${"x".repeat(60_000)}`);
    requireStatus(answer, 414, 431);
  }),
];
