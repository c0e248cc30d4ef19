import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { require } from "./check.ts";
import type { Options } from "./options.ts";
import { sampleEvents, SAMPLE_CONTEXT } from "./sample-events.ts";
import { TemporaryResources } from "./temporary-resources.ts";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** An answer. Its body is parsed if it is JSON, otherwise undefined. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The answer is untrusted; each check verifies the members that it uses.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** The sample events that a run captured, by letter, and the job that captured all but the error declaration. */
export interface Samples {
  readonly events: Readonly<Record<string, JsonObject>>;
  readonly captureID: string;
}

/** The checked server, and what this run captured and made there. */
export class Server {
  readonly options: Options;
  /** Makes the identifiers of this run unique: 16 hexadecimal digits, upper-case. */
  readonly run = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  /** Start of the hour of this run's sample events, in Unix milliseconds. Queries are limited to this hour. */
  readonly hour = Math.floor((Date.parse("2001-01-01T00:00:00Z") + Math.random() * 600_000_000_000) / 1000) * 1000;
  readonly #interrupted: AbortSignal;
  readonly #temporary = new TemporaryResources();
  #samples: Promise<Samples> | undefined;
  #days = 0;

  /** @param interrupted ends all requests and waits of the run, except those of {@link release}. */
  constructor(options: Options, interrupted: AbortSignal = new AbortController().signal) {
    this.options = options;
    this.#interrupted = interrupted;
  }

  get isInterrupted(): boolean {
    return this.#interrupted.aborted;
  }

  /** @param path below the base URL, or an absolute or relative reference from an answer. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    this.#temporary.noteRequest(method, path, body);
    const limit = AbortSignal.any([this.#interrupted, AbortSignal.timeout(this.options.waitMs)]);
    const answer = await this.#send(limit, method, path, body, headers);
    this.#temporary.noteAnswer(method, path, body, answer);
    return answer;
  }

  /** Sends a GET request. @throws Error unless the status is 200. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.call("GET", path, undefined, headers);
    requireStatus(answer, 200);
    return answer;
  }

  /**
   * Deletes the named queries, subscriptions and page tokens of this run, also after an interruption.
   *
   * @returns sentences that say what remains on the server.
   */
  async release(): Promise<string[]> {
    const limit = AbortSignal.timeout(this.options.waitMs);
    const { paths, tokens } = await this.#temporary.release((method, path) => this.#send(limit, method, path));
    return [
      ...paths.map((path) => `The server does not delete ${path}.`),
      ...(tokens === 0 ? [] : [`The server does not release ${tokens} page tokens, which expire.`]),
    ];
  }

  /** Captures the sample events once, and returns them when queries find them. Fails each time after a failure. */
  samples(): Promise<Samples> {
    return (this.#samples ??= this.#captureSamples());
  }

  document(eventList: readonly unknown[]): JsonObject {
    return {
      "@context": [CONTEXT, SAMPLE_CONTEXT],
      type: "EPCISDocument",
      schemaVersion: "2.0",
      creationDate: new Date().toISOString(),
      epcisBody: { eventList: eventList as readonly JsonObject[] },
    };
  }

  /** Makes a valid event outside the hour of the sample events. @param changes replaces members. */
  freshEvent(changes: object = {}): JsonObject {
    const id = randomUUID();
    return {
      type: "ObjectEvent",
      eventID: `urn:uuid:${id}`,
      eventTime: new Date(this.hour + 86_400_000).toISOString(),
      eventTimeZoneOffset: "+00:00",
      action: "OBSERVE",
      bizStep: "stocking",
      epcList: [`urn:epc:id:sgtin:9506000.134352.${id.slice(0, 12)}`],
      ...changes,
    };
  }

  /** Returns the start of a day of which no other check uses the events, in Unix milliseconds. */
  freshDay(): number {
    return this.hour + (++this.#days + 1) * 86_400_000;
  }

  /** Captures a document, and returns the job when it has ended. */
  async capture(document: JsonObject, headers: Record<string, string> = {}): Promise<Answer["body"]> {
    const accepted = await this.call("POST", "/capture", document, headers);
    requireStatus(accepted, 202);
    return this.ended(locationOf(accepted));
  }

  /** Captures valid events. @throws Error unless the job succeeds. */
  async captureValid(...events: readonly JsonObject[]): Promise<Answer["body"]> {
    const job = await this.capture(this.document(events));
    require(job.success === true, `the capture of valid events failed: ${JSON.stringify(job.errors)?.slice(0, 300)}`);
    return job;
  }

  /** Returns a capture job when it has ended. */
  async ended(location: string): Promise<Answer["body"]> {
    return this.until("the capture job still runs", async () => {
      const { body } = await this.get(location);
      return body?.running === false ? body : undefined;
    });
  }

  /** Returns the events of a query. @param query the encoded parameters. */
  async events(query: string, path = "/events"): Promise<JsonObject[]> {
    const { body } = await this.get(`${path}?${query}`);
    return eventsIn(body);
  }

  /** Parameters that limit a query to the sample events of this run. */
  get window(): string {
    return windowOf(this.hour);
  }

  /** Waits until a query finds `count` events. */
  async visible(count: number, window = this.window): Promise<void> {
    let found = 0;
    await this.until(
      () => `queries find ${found} of ${count} captured events`,
      async () => (found = (await this.events(window)).length) >= count,
    );
  }

  /** Asks again until `ask` has an answer other than `undefined` and `false`. @throws Error `failure` at the limit. */
  async until<Found>(failure: string | (() => string), ask: () => Promise<Found | undefined | false>): Promise<Found> {
    const deadline = Date.now() + this.options.waitMs;
    for (;;) {
      const found = await ask();
      if (found !== undefined && found !== false) return found;
      const text = typeof failure === "string" ? failure : failure();
      require(Date.now() < deadline, `${text} after ${this.options.waitMs / 1000} s`);
      await sleep(50, undefined, { signal: this.#interrupted });
    }
  }

  async #captureSamples(): Promise<Samples> {
    const { declaration, ...events } = sampleEvents(this.run, this.hour);
    const job = await this.captureValid(...Object.values(events));
    await this.captureValid(declaration);
    const all = { ...events, g: declaration };
    await this.visible(Object.keys(all).length);
    return { events: all, captureID: String(job.captureID) };
  }

  async #send(
    signal: AbortSignal,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { url, headers: own } = this.options;
    const target = path.startsWith(url) || /^https?:/.test(path) ? path : this.#below(path);
    const response = await fetch(target, {
      method,
      redirect: "manual",
      signal,
      headers: {
        accept: "application/json",
        "gs1-extensions": "example=https://ns.example.com/epcis/",
        ...own,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  }

  #below(path: string): string {
    const { url } = this.options;
    const { pathname, origin } = new URL(url);
    // A reference from an answer may already contain the base path.
    return pathname !== "/" && path.startsWith(pathname) ? origin + path : url + path;
  }
}

/** Parameters that limit a query to the events of the hour that begins at `start`, in Unix milliseconds. */
export function windowOf(start: number): string {
  const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  return `GE_eventTime=${at(start)}&LT_eventTime=${at(start + 3_600_000)}&perPage=100`;
}

/** Returns the events of an EPCISQueryDocument. @throws Error for any other body. */
export function eventsIn(body: Answer["body"]): JsonObject[] {
  require(body?.type === "EPCISQueryDocument", "the answer is not an EPCISQueryDocument");
  const list = body?.epcisBody?.queryResults?.resultsBody?.eventList;
  require(Array.isArray(list), "the answer has no epcisBody.queryResults.resultsBody.eventList");
  return list as JsonObject[];
}

/** Returns the `Location` of an answer. @throws Error if it is absent. */
export function locationOf({ headers }: Answer): string {
  const location = headers.get("location");
  require(location !== null, "the answer has no Location");
  return location;
}

/** @throws Error for any other status. */
export function requireStatus(answer: Answer, ...expected: number[]): void {
  if (expected.includes(answer.status)) return;
  const isKnown = typeof answer.body?.type === "string" && answer.body.type.startsWith("epcisException:");
  const isMissing = answer.status === 501 || ((answer.status === 404 || answer.status === 405) && !isKnown);
  const body = JSON.stringify(answer.body)?.slice(0, 200) ?? "";
  const status = `status ${answer.status} instead of ${expected.join(" or ")}`;
  throw new Error(isMissing ? `the server does not support the request: ${status}` : `${status}: ${body}`);
}

/** @throws Error unless the answer has this status and a problem document (RFC 9457) of one of the exceptions. */
export function requireProblem(answer: Answer, status: number, ...exceptions: string[]): void {
  requireException(answer, status, ...exceptions);
  const type = answer.headers.get("content-type") ?? "";
  require(type.startsWith(
    "application/problem+json",
  ), `the problem has the media type ${type} instead of application/problem+json`);
}

/** @throws Error unless the answer has this status and describes one of the exceptions, in any media type. */
export function requireException(answer: Answer, status: number, ...exceptions: string[]): void {
  requireStatus(answer, status);
  requireProblemMembers(answer.body, exceptions);
  const stated = answer.body.status;
  require(stated === undefined || stated === status, `the problem states the status ${stated} instead of ${status}`);
}

/** @throws Error unless `problem` has a title and the type of one of the exceptions. */
export function requireProblemMembers(problem: Answer["body"], exceptions: readonly string[]): void {
  const type = String(problem?.type);
  require(exceptions.some(
    (exception) => type === `epcisException:${exception}`,
  ), `the problem has the type ${type} instead of epcisException:${exceptions.join(" or ")}`);
  require(typeof problem.title === "string" && problem.title !== "", "the problem has no title");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
