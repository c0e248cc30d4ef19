import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { check, require } from "../check.ts";
import { eventsIn, requireProblem, requireStatus, type Server } from "../server.ts";

const nameOf = (server: Server, tail: string) => `conformance-${server.run}-${tail}`;

async function create(server: Server, name: string, query: object): Promise<void> {
  const answer = await server.call("POST", "/queries", { name, query });
  requireStatus(answer, 201);
  require(answer.headers.has("location"), "the answer has no Location");
}

/** Starts an HTTP server that resolves `first` with the first request to it. */
async function listen() {
  const { promise, resolve } = Promise.withResolvers<{ headers: IncomingHttpHeaders; text: string }>();
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      response.writeHead(200).end();
      resolve({ headers: request.headers, text: Buffer.concat(chunks).toString() });
    });
  });
  receiver.listen(0);
  await once(receiver, "listening");
  return { port: (receiver.address() as AddressInfo).port, first: promise, close: () => receiver.close() };
}

export const SUBSCRIPTIONS = [
  check("12.7", "stores a named query, lists it, and answers with its events", async (server) => {
    const { a } = await server.samples();
    const name = nameOf(server, "kept");
    const query = { EQ_eventID: [String(a?.["eventID"])] };
    await create(server, name, query);
    const { body } = await server.get(`/queries/${name}`);
    require((Array.isArray(body) ? body[0] : body)?.name === name, "the query has another name");
    require((await server.events("perPage=10", `/queries/${name}/events`)).length ===
      1, "the query finds another number of events");
    require(JSON.stringify((await server.get("/queries?perPage=100")).body).includes(name), "the list lacks the query");
  }),
  check("12.7", "refuses a name that another query has", async (server) => {
    const name = nameOf(server, "twice");
    await create(server, name, {});
    requireProblem(
      await server.call("POST", "/queries", { name, query: {} }),
      409,
      "ResourceAlreadyExistsException",
      "DuplicateNameException",
    );
  }),
  check("12.7", "refuses a query with an unknown parameter", async (server) => {
    const answer = await server.call("POST", "/queries", { name: nameOf(server, "odd"), query: { colour: ["red"] } });
    requireProblem(answer, 400, "QueryParameterException", "ValidationException", "QueryValidationException");
  }),
  check("12.7", "answers 404 for an unknown query", async (server) => {
    requireProblem(
      await server.call("GET", `/queries/${nameOf(server, "none")}`),
      404,
      "NoSuchNameException",
      "NoSuchResourceException",
    );
  }),
  check("12.7", "deletes a query", async (server) => {
    const name = nameOf(server, "gone");
    await create(server, name, {});
    requireStatus(await server.call("DELETE", `/queries/${name}`), 204);
    requireProblem(await server.call("GET", `/queries/${name}`), 404, "NoSuchNameException", "NoSuchResourceException");
  }),
  check("12.7", "sends a signed callback to a stream subscription for an event", async (server) => {
    const name = nameOf(server, "stream");
    const eventID = `urn:uuid:${randomUUID()}`;
    await create(server, name, { EQ_eventID: [eventID] });
    const receiver = await listen();
    try {
      const dest = `http://${server.options.callbackHost}:${receiver.port}/callback`;
      const subscribed = await server.call("POST", `/queries/${name}/subscriptions`, {
        dest,
        signatureToken: "conformance",
        stream: true,
      });
      requireStatus(subscribed, 201);
      require(typeof subscribed.body?.subscriptionID === "string", "the answer has no subscriptionID");
      const job = await server.capture(
        server.document([
          {
            type: "ObjectEvent",
            eventID,
            eventTime: new Date(server.hour + 3 * 86_400_000).toISOString(),
            eventTimeZoneOffset: "+00:00",
            action: "OBSERVE",
            epcList: [`urn:epc:id:sgtin:9506000.134352.${randomUUID().slice(0, 12)}`],
          },
        ]),
      );
      require(job.success === true, "the capture failed");
      const late = AbortSignal.timeout(server.options.waitMs);
      const message = await Promise.race([receiver.first, once(late, "abort").then(() => undefined)]);
      require(message !== undefined, "no callback arrived");
      const document = JSON.parse(message.text);
      require(eventsIn(document)[0]?.["eventID"] === eventID, "the callback has another event");
      require(document.epcisBody.queryResults.subscriptionID ===
        subscribed.body.subscriptionID, "the callback has another subscriptionID");
      require(message.headers["gs1-signature"] !== undefined, "the callback has no GS1-Signature");
    } finally {
      receiver.close();
    }
  }),
  check("12.7", "lists, reads and deletes a subscription", async (server) => {
    const name = nameOf(server, "listed");
    await create(server, name, {});
    const dest = `http://${server.options.callbackHost}:9/callback`;
    const path = `/queries/${name}/subscriptions`;
    const made = await server.call("POST", path, {
      dest,
      signatureToken: "conformance",
      schedule: { hour: "1", minute: "5" },
    });
    requireStatus(made, 201);
    const id = String(made.body?.subscriptionID);
    require(JSON.stringify((await server.get(path)).body).includes(id), "the list lacks the subscription");
    const { body } = await server.get(`${path}/${id}`);
    require(!JSON.stringify(body).includes('conformance"'), "the answer contains the signatureToken");
    requireStatus(await server.call("DELETE", `${path}/${id}`), 204);
    requireStatus(await server.call("GET", `${path}/${id}`), 404);
  }),
  ...(
    [
      ["neither a schedule nor stream", {}],
      ["both a schedule and stream", { stream: true, schedule: { hour: "1" } }],
      ["a schedule with an invalid hour", { schedule: { hour: "24" } }],
    ] as const
  ).map(([fault, controls]) =>
    check("12.7", `refuses a subscription with ${fault}`, async (server) => {
      const name = nameOf(server, `wrong-${Object.keys(controls).join("-")}`);
      await create(server, name, {});
      const dest = `http://${server.options.callbackHost}:9/callback`;
      const answer = await server.call("POST", `/queries/${name}/subscriptions`, {
        dest,
        signatureToken: "x",
        ...controls,
      });
      requireProblem(answer, 400, "SubscriptionControlsException", "ValidationException");
    }),
  ),
];
