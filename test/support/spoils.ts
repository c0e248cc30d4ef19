import type { Answer } from "../../scripts/conformance/server.ts";
import { isJsonObject, type JsonObject } from "../../src/domain/encoding/json.ts";
import type { PassingAnswer, PassingRequest, Spoil } from "./spoiling-proxy.ts";

/** Whether a request is one of an operation, such as `GET /epcs/{epc}`. */
export function isOf(operation: string, { method, path }: PassingRequest): boolean {
  const [wanted = "", template = ""] = operation.split(" ");
  const pattern = template.replace(/\{[^}]+\}/g, "[^/]+");
  return method === wanted && new RegExp(`^${pattern}$`).test(path);
}

/** Changes the answers of an operation. */
export const spoilAnswer = (
  operation: string,
  change: (answer: PassingAnswer, request: PassingRequest) => void,
): Spoil => ({
  answer(answer, request) {
    if (isOf(operation, request)) change(answer, request);
  },
});

/** Changes the bodies of an operation's answers; those of a list one by one. */
export const spoilBody = (operation: string, change: (body: Answer["body"]) => void): Spoil =>
  spoilAnswer(operation, ({ body }) => [body].flat().filter(isJsonObject).forEach(change));

/** Deletes a member of the bodies of an operation's answers. */
export const withoutMember = (operation: string, member: string): Spoil =>
  spoilBody(operation, (body) => Reflect.deleteProperty(body, member));

export const withoutHeaders = (operation: string, names: readonly string[]): Spoil =>
  spoilAnswer(operation, ({ headers }) => names.forEach((name) => Reflect.deleteProperty(headers, name.toLowerCase())));

/** Changes the requests of an operation before the server sees them. */
export const spoilRequest = (operation: string, change: (request: PassingRequest) => void): Spoil => ({
  request(request) {
    if (isOf(operation, request)) change(request);
    return undefined;
  },
});

/** Changes the bodies of an operation's requests. */
export const spoilDraft = (operation: string, change: (body: Answer["body"]) => void): Spoil =>
  spoilRequest(operation, ({ body }) => {
    if (isJsonObject(body)) change(body);
  });

/** Changes the query parameters of every request. */
export const spoilQuery = (change: (query: URLSearchParams) => void): Spoil => ({
  request({ query }) {
    change(query);
    return undefined;
  },
});

/** Answers an operation without the server. */
export const answerInstead = (operation: string, answer: Partial<PassingAnswer>): Spoil => ({
  request: (request) =>
    isOf(operation, request) ? { status: 200, headers: {}, body: undefined, ...answer } : undefined,
});

/** Answers one status of an operation as another. */
export const spoilStatus = (operation: string, from: number, to: number): Spoil =>
  spoilAnswer(operation, (answer) => {
    if (answer.status !== from) return;
    answer.status = to;
    answer.headers["location"] ??= "/epcis/elsewhere";
  });

/** A server that lacks an operation. */
export const missing = (operation: string): Spoil =>
  answerInstead(operation, {
    status: 404,
    headers: { "content-type": "application/problem+json" },
    body: { type: "epcisException:NoSuchResourceException", title: "Not found", status: 404 },
  });

/** Changes the list of events in every EPCISQueryDocument that the server answers. */
export const spoilEvents = (
  change: (events: Answer["body"][], request: PassingRequest) => JsonObject[],
  operation?: string,
): Spoil => ({
  answer({ body }, request) {
    if (operation !== undefined && !isOf(operation, request)) return;
    changeEvents(body, (events) => change(events, request));
  },
});

/** Changes the list of events of a document; leaves any other body. */
export function changeEvents(body: Answer["body"], change: (events: Answer["body"][]) => JsonObject[]): void {
  const results = body?.epcisBody?.queryResults?.resultsBody;
  if (Array.isArray(results?.eventList)) results.eventList = change(results.eventList);
}

/** Changes every problem document. */
export const spoilProblems = (change: (answer: PassingAnswer) => void): Spoil => ({
  answer(answer) {
    if (answer.headers["content-type"]?.startsWith("application/problem+json") === true) change(answer);
  },
});
