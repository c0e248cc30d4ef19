import { createHmac, randomUUID } from "node:crypto";
import { check, expectOpen, require } from "../check.ts";
import {
  createQuery,
  DEAF_DESTINATION,
  newQueryName,
  RARE_SCHEDULE,
  SIGNATURE_TOKEN,
  subscribe,
} from "../named-queries.ts";
import { eventsOf, withReceiver, type Callback } from "../receiver.ts";
import { identifiersOf } from "../sample-events.ts";
import { locationOf, requireException, requireProblem, requireStatus, type Answer } from "../server.ts";

const NO_QUERY = ["NoSuchNameException", "NoSuchResourceException"];
const INVALID_QUERY = ["QueryParameterException", "ValidationException", "QueryValidationException"];

/** Milliseconds in which a deleted subscription must stay silent while another receives the event. */
const SILENCE_MS = 300;

/** Events that a subscriber takes at once in the check of smaller messages. */
const TAKEN_AT_ONCE = 2;

/** Signature schemes of a callback's body that the suite knows. The standard leaves the scheme open. */
const SCHEMES = (["hex", "base64", "base64url"] as const).flatMap((encoding) =>
  ["", "sha256="].map((prefix) => ({ encoding, prefix })),
);

export const SUBSCRIPTIONS = [
  check("12.7", "stores a named query, lists it, and answers with its events", async (server) => {
    const id = identifiersOf(server.run);
    await server.samples();
    const stored = { eventType: ["ObjectEvent"], EQ_eventID: [id.eventID("a")] };
    const query = await createQuery(server, stored);
    for (const path of [query.path, query.location]) {
      const { body } = await server.get(path);
      const found = Array.isArray(body) ? body[0] : body;
      require(found?.name === query.name, "the query has another name");
      for (const [parameter, value] of Object.entries(stored)) {
        const given = JSON.stringify([found.query?.[parameter]].flat());
        require(given ===
          JSON.stringify(value), `${parameter} of the query is ${given} instead of ${JSON.stringify(value)}`);
      }
    }
    const events = await server.events("perPage=10", `${query.path}/events`);
    require(events.length === 1 && events[0]?.["eventID"] === id.eventID("a"), "the query finds other events");
    const { body } = await server.get(`${query.path}/events`);
    const { queryName } = body.epcisBody.queryResults;
    require(queryName === query.name, `the results have the queryName ${queryName}`);
  }),
  check("12.7", "refuses a name that another query has", async (server) => {
    const { name } = await createQuery(server);
    const answer = await server.call("POST", "/queries", { name, query: {} });
    requireProblem(answer, 409, "ResourceAlreadyExistsException", "DuplicateNameException");
  }),
  ...(
    [
      ["an unknown parameter", { colour: ["red"] }],
      ["an unknown action", { EQ_action: ["MOVE"] }],
      ["a malformed time", { GE_eventTime: "yesterday" }],
    ] as const
  ).map(([fault, query]) =>
    check("12.7", `refuses to store a query with ${fault}`, async (server) => {
      const answer = await server.call("POST", "/queries", { name: newQueryName(), query });
      requireProblem(answer, 400, ...INVALID_QUERY);
    }),
  ),
  check("12.7", "refuses to store a query without a name", async (server) => {
    requireProblem(await server.call("POST", "/queries", { query: {} }), 400, ...INVALID_QUERY);
  }),
  ...(
    [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/events"],
      ["GET", "/subscriptions"],
      ["GET", `/subscriptions/${randomUUID()}`],
      ["DELETE", `/subscriptions/${randomUUID()}`],
    ] as const
  ).map(([method, below]) =>
    check(
      "12.7",
      `answers 404 to ${method} of an unknown query${below.replace(/\/[^/]{36}$/, "/{subscriptionID}")}`,
      async (server) => {
        requireProblem(await server.call(method, `/queries/${newQueryName()}${below}`), 404, ...NO_QUERY);
      },
    ),
  ),
  check("12.7", "answers 404 to a subscription to an unknown query", async (server) => {
    const unknown = { name: "", path: `/queries/${newQueryName()}`, location: "" };
    requireProblem(await subscribe(server, unknown, DEAF_DESTINATION, { stream: true }), 404, ...NO_QUERY);
  }),
  check("12.7", "deletes a query and its subscriptions", async (server) => {
    const query = await createQuery(server);
    requireStatus(await subscribe(server, query, DEAF_DESTINATION, { schedule: RARE_SCHEDULE }), 201);
    requireStatus(await server.call("DELETE", query.path), 204);
    for (const below of ["", "/events", "/subscriptions"]) {
      requireProblem(await server.call("GET", query.path + below), 404, ...NO_QUERY);
    }
  }),
  check("12.7", "sends signed callbacks with only the matching events to a stream subscription", async (server) => {
    const [first, second, other] = [server.freshEvent(), server.freshEvent(), server.freshEvent()];
    const query = await createQuery(server, { EQ_eventID: [String(first["eventID"]), String(second["eventID"])] });
    await withReceiver(server, async (receiver) => {
      const made = await subscribe(server, query, receiver.url, { stream: true });
      requireStatus(made, 201);
      await server.captureValid(first, other);
      const one = await receiver.callback(0);
      requireCallback(one, made, query.name, String(first["eventID"]));
      await server.captureValid(second);
      const two = await receiver.callback(1);
      requireCallback(two, made, query.name, String(second["eventID"]));
      requireSigned([one, two]);
    });
  }),
  check("12.7", "signs callbacks by HMAC-SHA256 of their body", async (server) => {
    const event = server.freshEvent();
    const query = await createQuery(server, { EQ_eventID: [String(event["eventID"])] });
    await withReceiver(server, async (receiver) => {
      requireStatus(await subscribe(server, query, receiver.url, { stream: true }), 201);
      await server.captureValid(event);
      const { headers, text } = await receiver.callback(0);
      const known = SCHEMES.map(
        ({ encoding, prefix }) => prefix + createHmac("sha256", SIGNATURE_TOKEN).update(text).digest(encoding),
      );
      expectOpen(known.includes(String(headers["gs1-signature"])), "GS1-Signature has another scheme");
    });
  }),
  check("12.7", "sends nothing to a deleted subscription", async (server) => {
    const event = server.freshEvent();
    const query = await createQuery(server, { EQ_eventID: [String(event["eventID"])] });
    await withReceiver(server, (deleted) =>
      withReceiver(server, async (kept) => {
        const made = await subscribe(server, query, deleted.url, { stream: true });
        requireStatus(made, 201);
        requireStatus(await subscribe(server, query, kept.url, { stream: true }), 201);
        requireStatus(await server.call("DELETE", locationOf(made)), 204);
        await server.captureValid(event);
        await kept.callback(0);
        await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
        require(deleted.callbacks.length === 0, "the deleted subscription received a callback");
      }),
    );
  }),
  check("12.7", "sends results at the times of a schedule, and empty ones with reportIfEmpty", async (server) => {
    const id = identifiersOf(server.run);
    await server.samples();
    const query = await createQuery(server, { EQ_eventID: [id.eventID("b")] });
    await withReceiver(server, async (receiver) => {
      const made = await subscribe(server, query, receiver.url, {
        schedule: { second: "[0-59]" },
        reportIfEmpty: true,
        initialRecordTime: new Date(Date.now() - 86_400_000).toISOString(),
      });
      requireStatus(made, 201);
      requireCallback(await receiver.callback(0), made, query.name, id.eventID("b"));
      require(eventsOf(await receiver.callback(1)).length === 0, "the second message has events again");
    });
  }),
  check(
    "12.7",
    "sends no results from before the subscription, and no empty ones without reportIfEmpty",
    async (server) => {
      const id = identifiersOf(server.run);
      await server.samples();
      const event = server.freshEvent();
      const query = await createQuery(server, { EQ_eventID: [id.eventID("b"), String(event["eventID"])] });
      await withReceiver(server, async (receiver) => {
        const made = await subscribe(server, query, receiver.url, { schedule: { second: "[0-59]" } });
        requireStatus(made, 201);
        // Two runs of the schedule pass before the event.
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        require(receiver.callbacks.length === 0, "a callback arrived before the event");
        await server.captureValid(event);
        requireCallback(await receiver.callback(0), made, query.name, String(event["eventID"]));
      });
    },
  ),
  check("12.7", "sends smaller messages after the subscriber answers 413", async (server) => {
    const events = Array.from({ length: TAKEN_AT_ONCE * 2 }, () => server.freshEvent());
    const query = await createQuery(server, { EQ_eventID: events.map(({ eventID }) => String(eventID)) });
    const sizeOf = (body: Answer["body"]) => Number(body?.epcisBody?.queryResults?.resultsBody?.eventList?.length);
    await withReceiver(
      server,
      async (receiver) => {
        requireStatus(await subscribe(server, query, receiver.url, { stream: true }), 201);
        await server.captureValid(...events);
        const taken = () =>
          new Set(
            receiver.callbacks
              .filter(({ status }) => status === 200)
              .flatMap(eventsOf)
              .map(({ eventID }) => eventID),
          );
        const deadline = Date.now() + Math.min(server.options.waitMs, 10_000);
        while (taken().size < events.length && Date.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        expectOpen(taken().size === events.length, `${taken().size} of ${events.length} events arrived`);
      },
      (body) => (sizeOf(body) > TAKEN_AT_ONCE ? 413 : 200),
    );
  }),
  check("12.7", "lists, reads and deletes a subscription", async (server) => {
    const query = await createQuery(server);
    const path = `${query.path}/subscriptions`;
    const made = await subscribe(server, query, DEAF_DESTINATION, { schedule: RARE_SCHEDULE, reportIfEmpty: true });
    requireStatus(made, 201);
    const id = String(made.body?.subscriptionID);
    const list = await server.get(path);
    require(Array.isArray(list.body), "the answer is not a list");
    const listed = list.body.find((one: Answer["body"]) => one?.subscriptionID === id);
    require(listed !== undefined, "the list lacks the subscription");
    const views = [made, await server.get(`${path}/${id}`), await server.get(locationOf(made))].map(({ body }) => body);
    for (const view of [...views, listed]) {
      require(view.subscriptionID === id, "the subscription has another subscriptionID");
      require(view.dest === DEAF_DESTINATION, `dest is ${view.dest} instead of ${DEAF_DESTINATION}`);
      require(!Number.isNaN(Date.parse(view.createdAt)), "the subscription has no valid createdAt");
      const schedule = JSON.stringify(Object.entries(view.schedule ?? {}).sort());
      require(schedule === JSON.stringify(Object.entries(RARE_SCHEDULE).sort()), `the schedule is ${schedule}`);
      require(view.reportIfEmpty === true, `reportIfEmpty is ${view.reportIfEmpty} instead of true`);
      require(!JSON.stringify(view).includes(SIGNATURE_TOKEN), "the answer contains the signatureToken");
    }
    requireStatus(await server.call("DELETE", `${path}/${id}`), 204);
    requireProblem(await server.call("GET", `${path}/${id}`), 404, ...NO_QUERY);
    requireProblem(await server.call("DELETE", `${path}/${id}`), 404, ...NO_QUERY);
    require(!JSON.stringify((await server.get(path)).body).includes(id), "the list has the deleted subscription");
  }),
  check("12.7", "answers with stream for a stream subscription", async (server) => {
    const made = await subscribe(server, await createQuery(server), DEAF_DESTINATION, { stream: true });
    requireStatus(made, 201);
    for (const { body } of [made, await server.get(locationOf(made))]) {
      require(body.stream === true, `stream is ${body.stream} instead of true`);
    }
  }),
  ...(
    [
      ["neither a schedule nor stream", {}],
      ["both a schedule and stream", { stream: true, schedule: { hour: "1" } }],
      ["a schedule with an invalid hour", { schedule: { hour: "24" } }],
      ["a schedule with an invalid second", { schedule: { second: "60" } }],
      ["a schedule that is not an object", { schedule: "daily" }],
      ["a malformed initialRecordTime", { stream: true, initialRecordTime: "yesterday" }],
      ["a dest that is not a URL", { stream: true, dest: "nowhere" }],
    ] as const
  ).map(([fault, controls]) =>
    check("12.7", `refuses a subscription with ${fault}`, async (server) => {
      const answer = await subscribe(server, await createQuery(server), DEAF_DESTINATION, controls);
      // The binding describes these problems as application/json.
      requireException(answer, 400, "SubscriptionControlsException", "ValidationException");
    }),
  ),
];

/** @throws Error unless a message has one event, with this eventID, and names its subscription. */
function requireCallback(callback: Callback, { body: subscription }: Answer, queryName: string, eventID: string): void {
  require(/^application\/(?:ld\+)?json/.test(String(callback.headers["content-type"])), "the callback is not JSON");
  const ids = eventsOf(callback).map((event) => String(event["eventID"]));
  require(ids.length === 1 && ids[0] === eventID, `the callback has ${ids.length} events, not just the matching one`);
  const { queryResults } = callback.body.epcisBody;
  require(queryResults.subscriptionID === subscription.subscriptionID, "the callback has another subscriptionID");
  require(queryResults.queryName === queryName, `the callback has the queryName ${queryResults.queryName}`);
}

/** @throws Error unless each message has another signature, of which none shows the token. */
function requireSigned(callbacks: readonly Callback[]): void {
  const signatures = callbacks.map(({ headers }) => headers["gs1-signature"]);
  for (const signature of signatures) {
    require(typeof signature === "string" && signature !== "", "the callback has no GS1-Signature");
    const shown = [signature, Buffer.from(signature, "base64").toString(), Buffer.from(signature, "hex").toString()];
    require(!shown.some((text) => text.includes(SIGNATURE_TOKEN)), "GS1-Signature shows the signatureToken");
  }
  require(new Set(signatures).size === signatures.length, "GS1-Signature is the same for two messages");
}
