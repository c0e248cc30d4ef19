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

/** Listens for one callback. */
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
  check("12.7", "keeps a query under a name, gives it and its events, and lists it", async (server) => {
    const { a } = await server.samples();
    const name = nameOf(server, "kept");
    const query = { EQ_eventID: [String(a?.["eventID"])] };
    await create(server, name, query);
    const { body } = await server.get(`/queries/${name}`);
    require((Array.isArray(body) ? body[0] : body)?.name === name, "it gives another name");
    require((await server.events("perPage=10", `/queries/${name}/events`)).length ===
      1, "it finds another number of events");
    require(JSON.stringify((await server.get("/queries?perPage=100")).body).includes(name), "it is not in the list");
  }),
  check("12.7", "refuses a name that is taken", async (server) => {
    const name = nameOf(server, "twice");
    await create(server, name, {});
    requireProblem(
      await server.call("POST", "/queries", { name, query: {} }),
      409,
      "ResourceAlreadyExistsException",
      "DuplicateNameException",
    );
  }),
  check("12.7", "refuses a query with a parameter that is none", async (server) => {
    const answer = await server.call("POST", "/queries", { name: nameOf(server, "odd"), query: { colour: ["red"] } });
    requireProblem(answer, 400, "QueryParameterException", "ValidationException", "QueryValidationException");
  }),
  check("12.7", "knows no query that there is not", async (server) => {
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
  check("12.7", "tells a subscriber of a stream when a matching event is captured, and signs it", async (server) => {
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
      require(message !== undefined, "no callback came");
      const document = JSON.parse(message.text);
      require(eventsIn(document)[0]?.["eventID"] === eventID, "the callback tells another event");
      require(document.epcisBody.queryResults.subscriptionID ===
        subscribed.body.subscriptionID, "it names another subscription");
      require(message.headers["gs1-signature"] !== undefined, "there is no GS1-Signature");
    } finally {
      receiver.close();
    }
  }),
  check("12.7", "lists, gives and deletes a subscription", async (server) => {
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
    require(JSON.stringify((await server.get(path)).body).includes(id), "it is not in the list");
    const { body } = await server.get(`${path}/${id}`);
    require(!JSON.stringify(body).includes('conformance"'), "it shows the token");
    requireStatus(await server.call("DELETE", `${path}/${id}`), 204);
    requireStatus(await server.call("GET", `${path}/${id}`), 404);
  }),
  ...(
    [
      ["neither a schedule nor stream", {}],
      ["both a schedule and stream", { stream: true, schedule: { hour: "1" } }],
      ["a schedule at an hour that is none", { schedule: { hour: "24" } }],
    ] as const
  ).map(([what, controls]) =>
    check("12.7", `refuses a subscription with ${what}`, async (server) => {
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
