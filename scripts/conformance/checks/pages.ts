import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { check, expectOpen, require } from "../check.ts";
import { createQuery, DEAF_DESTINATION, RARE_SCHEDULE, subscribe } from "../named-queries.ts";
import { RESOURCE_NAMES, type ResourceName } from "../operations.ts";
import { identifiersOf, type Identifiers } from "../sample-events.ts";
import { eventsIn, requireProblem, requireStatus, windowOf, type Server } from "../server.ts";
import { nextOf } from "./operations.ts";
import { lettersOf } from "./queries.ts";

/** The default of perPage. */
const DEFAULT_PER_PAGE = 30;

/** Largest number of pages of the results that a check reads. */
const MAX_PAGES = 20;

/** Milliseconds for which a check polls after it found all events, because their recordTime may be a second later. */
const LATE_MS = 2_000;

/** Milliseconds between two polls by recordTime. */
const POLL_MS = 50;

/** Returns the eventIDs of each page. @param between is called after the first page. */
async function readPages(server: Server, first: string, between = () => Promise.resolve()): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined = first;
  while (next !== undefined) {
    require(pages.length < MAX_PAGES, `the result has more than ${MAX_PAGES} pages`);
    const { body, headers } = await server.get(next);
    pages.push(eventsIn(body).map(({ eventID }) => String(eventID)));
    if (pages.length === 1) await between();
    next = nextOf(headers);
  }
  return pages;
}

/** For each resource: a value, the samples that have it, and a value of no event. */
const VALUES: Readonly<
  Record<ResourceName, (id: Identifiers) => readonly [value: string, found: string, absent: string]>
> = {
  eventTypes: () => ["TransformationEvent", "c", "https://ns.example.com/epcis/NoEvent"],
  epcs: (id) => [id.one, "ab", id.absent],
  bizSteps: () => ["packing", "b", "https://ns.example.com/epcis/noStep"],
  bizLocations: (id) => [id.bizLocation("d"), "d", id.bizLocation("Z")],
  readPoints: (id) => [id.readPoint("e"), "e", id.readPoint("Z")],
  dispositions: () => ["in_transit", "d", "https://ns.example.com/epcis/noDisposition"],
};

const twoPerPage = (server: Server) => server.window.replace("perPage=100", "perPage=2");

export const PAGES = [
  check("12.6", "answers in pages of perPage events, with each event once", async (server) => {
    const { events } = await server.samples();
    const pages = await readPages(server, `/events?${twoPerPage(server)}`);
    const ids = pages.flat();
    // The error declaration has the eventID of its event.
    require(ids.length === 7 &&
      new Set(ids).size === 6, `${ids.length} events on all pages instead of ${Object.keys(events).length}`);
    const sizes = pages.map(({ length }) => length);
    require(Math.max(...sizes) === 2, `a page has ${Math.max(...sizes)} events with perPage=2`);
  }),
  check("12.6", "answers in pages of 30 events without perPage", async (server) => {
    const day = server.freshDay();
    const epcList = [`urn:epc:id:sgtin:9506000.134352.${randomUUID().slice(0, 12)}`];
    const events = Array.from({ length: DEFAULT_PER_PAGE + 1 }, (_, second) =>
      server.freshEvent({ eventTime: new Date(day + second * 1000).toISOString(), epcList }),
    );
    await server.captureValid(...events);
    await server.visible(events.length, windowOf(day));
    const { body, headers } = await server.get(`/events?${windowOf(day).replace("&perPage=100", "")}`);
    const { length } = eventsIn(body);
    require(length === DEFAULT_PER_PAGE, `the first page has ${length} events instead of ${DEFAULT_PER_PAGE}`);
    require(nextOf(headers) !== undefined, "the first page has no Link to the next");
  }),
  check("12.6", "repeats no event on later pages when events are captured between two pages", async (server) => {
    const day = server.freshDay();
    const event = (minute: number) => server.freshEvent({ eventTime: new Date(day + minute * 60_000).toISOString() });
    await server.captureValid(event(10), event(20), event(30));
    await server.visible(3, windowOf(day));
    const query = `/events?${windowOf(day).replace("perPage=100", "perPage=2")}&orderBy=eventTime`;
    const ids = (await readPages(server, query, () => server.captureValid(event(5), event(40)))).flat();
    require(ids.length >= 3 &&
      new Set(ids).size === ids.length, `${ids.length} events, ${new Set(ids).size} different`);
  }),
  check("12.6", "has no Link on the last page", async (server) => {
    await server.samples();
    const { headers } = await server.get(`/events?${server.window}`);
    require(nextOf(headers) === undefined, "the last page has a Link to a next page");
  }),
  ...(
    [
      ["events", (server: Server) => Promise.resolve(`/events?${twoPerPage(server)}`)],
      ["epcs", () => Promise.resolve("/epcs?perPage=1")],
      ["capture jobs", () => Promise.resolve("/capture?perPage=1")],
      [
        "the events of a named query",
        async (server: Server) => {
          const id = identifiersOf(server.run);
          const query = { EQ_eventID: [id.eventID("a"), id.eventID("b"), id.eventID("c")] };
          return `${(await createQuery(server, query)).path}/events?perPage=2`;
        },
      ],
    ] as const
  ).map(([list, pathOf]) =>
    check("12.6", `links the first page of ${list} to the next, and says until when`, async (server) => {
      await server.samples();
      await server.captureValid(server.freshEvent());
      const { headers } = await server.get(await pathOf(server));
      const next = nextOf(headers);
      require(next !== undefined, "the first page has no Link to the next");
      requireStatus(await server.call("GET", next), 200);
      const header = headers.get("GS1-Next-Page-Token-Expires");
      expectOpen(header !== null || list !== "capture jobs", "the answer does not say that its token expires");
      const expires = Date.parse(header ?? "");
      require(!Number.isNaN(expires), "the answer has no valid GS1-Next-Page-Token-Expires");
      require(expires > Date.now(), "GS1-Next-Page-Token-Expires has passed");
    }),
  ),
  ...["/capture", "/queries", ...RESOURCE_NAMES.map((resource) => `/${resource}`)].map((path) =>
    check("12.6", `lists at most perPage values at ${path}`, async (server) => {
      await server.samples();
      await createQuery(server);
      await createQuery(server);
      const { body } = await server.get(`${path}?perPage=1`);
      const list = Array.isArray(body) ? body : Object.entries(body ?? {}).find(isListOfValues)?.[1];
      require(Array.isArray(list), "the answer has no list");
      require(list.length === 1, `the page has ${list.length} values with perPage=1`);
    }),
  ),
  check("12.6", "lists subscriptions in pages of perPage", async (server) => {
    const query = await createQuery(server);
    for (let count = 0; count < 2; count++) {
      requireStatus(await subscribe(server, query, DEAF_DESTINATION, { schedule: RARE_SCHEDULE }), 201);
    }
    const answer = await server.call("GET", `${query.path}/subscriptions?perPage=1`);
    expectOpen(answer.status === 200, `status ${answer.status} with perPage=1`);
    expectOpen(answer.body?.length === 1, `the page has ${answer.body?.length} subscriptions with perPage=1`);
  }),
  check("12.6", "releases a page token with DELETE /nextPageToken/{token}", async (server) => {
    await server.samples();
    const next = nextOf((await server.get(`/events?${twoPerPage(server)}`)).headers);
    require(next !== undefined, "the first page has no Link to the next");
    const token = /[?&]nextPageToken=([^&]+)/.exec(next)?.[1];
    require(token !== undefined, "the Link has no nextPageToken");
    const released = await server.call("DELETE", `/nextPageToken/${token}`);
    expectOpen(released.status !== 501, "the server does not release page tokens");
    requireStatus(released, 204);
    const { status } = await server.call("GET", next);
    require(status >= 400 && status < 500, `the released token is answered ${status}`);
  }),
  ...["/events", "/epcs", "/capture", "/queries"].map((path) =>
    check("12.6", `refuses an unknown page token at ${path}`, async (server) => {
      await server.samples();
      const { status } = await server.call("GET", `${path}?nextPageToken=made-up`);
      require(status >= 400 && status < 500, `it answers ${status}`);
    }),
  ),
  check("12.6", "refuses a perPage that is not a number", async (server) => {
    const answer = await server.call("GET", "/events?perPage=many");
    requireProblem(answer, 400, "QueryParameterException", "ValidationException", "QueryValidationException");
  }),
  ...RESOURCE_NAMES.flatMap((resource) => [
    check("12.6", `lists the events of one of the ${resource}`, async (server) => {
      const samples = await server.samples();
      const [value, found] = VALUES[resource](identifiersOf(server.run));
      const path = `/${resource}/${encodeURIComponent(value)}/events`;
      const letters = lettersOf(samples, await server.events(server.window, path));
      require(letters === found, `it found the samples "${letters}" instead of "${found}"`);
      const other = await server.events(`${server.window}&EQ_action=DELETE`, path);
      require(other.length === 0, "the parameters of the request do not restrict the events");
    }),
    check("12.6", `answers 404 for one of the ${resource} without events`, async (server) => {
      await server.samples();
      const [, , absent] = VALUES[resource](identifiersOf(server.run));
      for (const path of [
        `/${resource}/${encodeURIComponent(absent)}`,
        `/${resource}/${encodeURIComponent(absent)}/events`,
      ]) {
        requireProblem(await server.call("GET", path), 404, "NoSuchResourceException", "NoSuchNameException");
      }
    }),
  ]),
  check("12.6", "answers 404 for an unknown event", async (server) => {
    const answer = await server.call("GET", `/events/${encodeURIComponent(`urn:uuid:${randomUUID()}`)}`);
    requireProblem(answer, 404, "NoSuchResourceException", "NoSuchNameException");
  }),
  check("12.6", "refuses a URL that is too long", async (server) => {
    await server.samples();
    const answer = await server.call("GET", `/events?EQ_eventID=${"x".repeat(60_000)}`);
    requireStatus(answer, 414, 431);
  }),
  check("8.2.7.1", "lets a client that polls by recordTime see each event once", async (server) => {
    await requireEqualClocks(server);
    const day = server.freshDay();
    const captured = Array.from({ length: 5 }, (_, second) =>
      server.freshEvent({ eventTime: new Date(day + second * 1000).toISOString() }),
    );
    const seen: string[] = [];
    let last = new Date().toISOString();
    const poll = async () => {
      const now = new Date().toISOString();
      // An event that is recorded while the request travels belongs to the next poll.
      const since = `GE_recordTime=${encodeURIComponent(last)}&LT_recordTime=${encodeURIComponent(now)}`;
      const found = await server.events(`${windowOf(day)}&${since}`);
      seen.push(...found.map(({ eventID }) => String(eventID)));
      last = now;
    };
    let isCapturing = true;
    const capture = async () => {
      for (const event of captured) await server.captureValid(event);
    };
    const pollDuringCaptures = async () => {
      while (isCapturing) await Promise.all([poll(), sleep(POLL_MS)]);
    };
    await Promise.all([capture().finally(() => (isCapturing = false)), pollDuringCaptures()]);
    await server.visible(captured.length, windowOf(day));
    const end = Date.now() + LATE_MS;
    const allSeen = () => captured.every(({ eventID }) => seen.includes(String(eventID)));
    while (!allSeen() && Date.now() < end) await Promise.all([poll(), sleep(POLL_MS)]);
    const counts = captured.map(({ eventID }) => seen.filter((id) => id === eventID).length);
    const unseen = counts.filter((count) => count === 0).length;
    require(unseen === 0, `${unseen} of ${counts.length} events were never seen`);
    const repeated = counts.filter((count) => count > 1).length;
    require(repeated === 0, `${repeated} of ${counts.length} events were seen again`);
  }),
];

/** Whether a member of a list of values is the list itself: `member`, or the name of the resource. */
function isListOfValues([name, value]: [string, unknown]): boolean {
  return name !== "@context" && Array.isArray(value);
}

/** @throws LeftOpen if the clocks of the server and of this machine differ by two seconds or more. */
async function requireEqualClocks(server: Server): Promise<void> {
  const { headers } = await server.get("/eventTypes?perPage=1");
  const difference = Math.abs(Date.parse(headers.get("date") ?? "") - Date.now());
  expectOpen(difference < 2000, "the clocks of the server and of this machine differ");
}
