import type { Answer } from "../../scripts/conformance/server.ts";
import { bodyOf, serve, type TestServer } from "./http-server.ts";

/** Starts a server that stores all that it is given, without judging it, and answers every query with all of it. */
export function startEchoingServer(): Promise<TestServer> {
  const events: Answer["body"][] = [];
  const queries = new Map<string, Answer["body"]>();

  const documentOf = (eventList: readonly Answer["body"][]) => ({
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: new Date().toISOString(),
    epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList } } },
  });

  /** Stores a document, an event or a query. @returns the path of what it became. */
  function store(path: string, body: Answer["body"]): string {
    const recordTime = new Date().toISOString();
    if (path === "/queries") {
      queries.set(String(body?.name), body);
      return `/queries/${body?.name}`;
    }
    for (const event of body?.epcisBody?.eventList ?? [body]) events.push({ ...event, recordTime });
    return path === "/capture" ? "/capture/1" : `/events/${encodeURIComponent(body?.eventID)}`;
  }

  function read(path: string): object {
    if (path === "/capture") return [];
    const now = new Date().toISOString();
    if (path.startsWith("/capture/")) {
      return { captureID: "1", running: false, success: true, errors: [], createdAt: now, finishedAt: now };
    }
    if (path === "/queries") return [...queries.values()];
    const [, , name = ""] = path.split("/");
    if (path.startsWith("/queries/") && !path.endsWith("/events")) return queries.get(name) ?? {};
    if (path.startsWith("/events/")) {
      return documentOf(events.filter(({ eventID }) => eventID === decodeURIComponent(name)));
    }
    return documentOf(events);
  }

  return serve((request, response) => {
    void bodyOf(request).then((text) => {
      const { pathname } = new URL(request.url ?? "", "http://echo");
      const send = (status: number, headers: Record<string, string>, body?: object) =>
        response
          .writeHead(status, { "content-type": "application/json", ...headers })
          .end(body === undefined ? undefined : JSON.stringify(body));
      if (request.method === "POST") {
        const location = store(pathname, parsed(text));
        send(pathname === "/capture" ? 202 : 201, { location }, { subscriptionID: "1" });
      } else if (request.method === "GET") send(200, {}, read(pathname));
      else send(204, {});
    });
  });
}

function parsed(text: string): Answer["body"] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
