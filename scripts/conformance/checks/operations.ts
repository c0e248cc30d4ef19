import type { JsonValue } from "../../../src/domain/encoding/json.ts";
import { check, require } from "../check.ts";
import { createQuery, DEAF_DESTINATION, RARE_SCHEDULE, subscribe } from "../named-queries.ts";
import { methodsOf, OPERATIONS, type Operation } from "../operations.ts";
import { identifiersOf } from "../sample-events.ts";
import { requireStatus, type Answer, type Server } from "../server.ts";

/** Largest number of pages of a list in which a check looks for a value. */
const MAX_PAGES = 100;

/** The checks of each `OPTIONS` and `GET` of the binding: status, media type, header fields and content. */
export const OPERATION_CHECKS = OPERATIONS.filter(({ method }) => method === "OPTIONS" || method === "GET").map(
  (operation) =>
    check(operation.method === "OPTIONS" ? "12.4" : "12.6", operationCheckName(operation), async (server) => {
      if (operation.method === "OPTIONS") await checkOptions(server, operation);
      else await checkGet(server, operation);
    }),
);

/** The name of the check of an `OPTIONS` or `GET` operation. */
export function operationCheckName({ method, path }: Operation): string {
  return `answers ${method} ${path}`;
}

async function checkOptions(server: Server, operation: Operation): Promise<void> {
  const { path } = await exampleOf(server, operation.path);
  const [pathOnly = path] = path.split("?");
  const answer = await server.call("OPTIONS", pathOnly);
  requireStatus(answer, 204, 200);
  requireHeaders(answer, operation.headers);
  const allowed = (answer.headers.get("allow") ?? "").split(",").map((method) => method.trim().toUpperCase());
  for (const method of methodsOf(operation.path)) require(allowed.includes(method), `Allow lacks ${method}`);
  for (const [standard, version] of [
    ["EPCIS", 2.0],
    ["CBV", 2.0],
  ] as const) {
    const [least, most] = ["Min", "Max"].map((bound) =>
      parseFloat(answer.headers.get(`GS1-${standard}-${bound}`) ?? ""),
    );
    require(least !== undefined && least <= version, `GS1-${standard}-Min is above ${version}`);
    require(most !== undefined && most >= version, `GS1-${standard}-Max is below ${version}`);
  }
}

async function checkGet(server: Server, operation: Operation): Promise<void> {
  const { path, values } = await exampleOf(server, operation.path);
  const first = await server.get(path);
  require(/^application\/(?:ld\+)?json\b/.test(first.headers.get("content-type") ?? ""), "the answer is not JSON");
  requireHeaders(first, operation.headers);
  let answer = first;
  const missing = new Set(values);
  for (let page = 1; ; page++) {
    for (const text of textsIn(answer.body)) missing.delete(toUrn(text));
    const next = nextOf(answer.headers);
    if (missing.size === 0 || next === undefined || page === MAX_PAGES) break;
    answer = await server.get(next);
  }
  require(missing.size === 0, `the answer lacks ${[...missing].join(", ")}`);
  const { status } = await server.call("GET", path, undefined, { "GS1-EPCIS-Version": "9.0" });
  require(status === 406, `GS1-EPCIS-Version 9.0 is answered ${status} instead of 406`);
}

function requireHeaders({ headers }: Answer, names: readonly string[]): void {
  const missing = names.filter((name) => !headers.has(name));
  require(missing.length === 0, `the answer has no header ${missing.join(", ")}`);
  for (const name of ["GS1-EPCIS-Version", "GS1-CBV-Version"]) {
    const version = headers.get(name);
    require(version === null || parseFloat(version) === 2, `${name} is ${version} instead of 2.0`);
  }
  for (const name of ["GS1-EPC-Format", "GS1-CBV-XML-Format"]) {
    const format = headers.get(name);
    require(format === null ||
      /^(?:No_Preference|Never_Translates|Always_[A-Za-z_]+)$/.test(
        format,
      ), `${name} is ${format}, which the standard does not define`);
  }
}

/** Returns the URL of the next page; undefined on the last page. */
export function nextOf(headers: Headers): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get("link") ?? "")?.[1];
}

/** Returns a path of a template, and texts that the answer of `GET` contains. */
async function exampleOf(
  server: Server,
  template: string,
): Promise<{ readonly path: string; readonly values: readonly string[] }> {
  const { captureID } = await server.samples();
  const id = identifiersOf(server.run);
  const eventID = id.eventID("a");
  const value = {
    eventType: "ObjectEvent",
    epc: id.one,
    bizStep: "commissioning",
    bizLocation: id.bizLocation("a"),
    readPoint: id.readPoint("a"),
    disposition: "active",
  };
  if (template.startsWith("/queries")) return exampleOfQuery(server, template, eventID);
  const path = Object.entries({ ...value, captureID, eventID }).reduce(
    (text, [parameter, of]) => text.replace(`{${parameter}}`, encodeURIComponent(of)),
    template,
  );
  const own = Object.entries(value).find(([parameter]) => template === `/${parameter}s`)?.[1];
  if (own !== undefined) return { path: `${path}?perPage=100`, values: [own] };
  if (template === "/") return { path, values: TOP_LEVEL };
  if (template.startsWith("/capture")) return { path, values: [captureID] };
  if (template === "/events/{eventID}") return { path, values: [eventID] };
  if (template.endsWith("/events")) return { path: `${path}?${server.window}`, values: [eventID] };
  return { path, values: ["events"] };
}

/** The names of the top-level resources. */
const TOP_LEVEL = [
  "events",
  "eventTypes",
  "epcs",
  "bizSteps",
  "bizLocations",
  "readPoints",
  "dispositions",
  "capture",
  "queries",
];

async function exampleOfQuery(server: Server, template: string, eventID: string) {
  const query = await createQuery(server, { EQ_eventID: [eventID] });
  const path = template.replace("/queries/{queryName}", query.path);
  if (path.endsWith("/events")) return { path, values: [eventID] };
  if (!path.includes("/subscriptions")) return { path, values: [query.name] };
  const made = await subscribe(server, query, DEAF_DESTINATION, { schedule: RARE_SCHEDULE });
  requireStatus(made, 201);
  const subscriptionID = String(made.body?.subscriptionID);
  return { path: path.replace("{subscriptionID}", subscriptionID), values: [subscriptionID] };
}

/** Converts the Digital Link of a sample's identifier to the captured URN, because a list may have either. */
function toUrn(text: string): string {
  return text
    .replace("https://id.gs1.org/01/19506000343522/21/", "urn:epc:id:sgtin:9506000.134352.")
    .replace("https://id.gs1.org/414/9506000000015/254/", "urn:epc:id:sgln:9506000.00001.");
}

/** Returns all texts in a JSON value, except the names of members. */
function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
