import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { NotSupported, require } from "./check.ts";
import type { Options } from "./options.ts";
import { sampleEvents, SAMPLE_CONTEXT } from "./sample-events.ts";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** An answer. Its body is parsed if it is JSON, otherwise undefined. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The answer is untrusted; each check verifies the members that it uses.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** The checked server, and the sample events that this run captured there. */
export class Server {
  readonly options: Options;
  /** Makes the identifiers of this run unique: 16 hexadecimal digits, upper-case. */
  readonly run = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  /** Start of the hour of this run's sample events, in Unix milliseconds. Queries are limited to this hour. */
  readonly hour = Math.floor((Date.parse("2001-01-01T00:00:00Z") + Math.random() * 600_000_000_000) / 1000) * 1000;
  #samples: Promise<Readonly<Record<string, JsonObject>>> | undefined;

  constructor(options: Options) {
    this.options = options;
  }

  /** @param path below the base URL, or an absolute or relative reference from an answer. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const { url, headers: own } = this.options;
    const target = path.startsWith(url) || /^https?:/.test(path) ? path : this.#below(path);
    const response = await fetch(target, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(this.options.waitMs),
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

  /** Sends a GET request. @throws Error unless the status is 200. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.call("GET", path, undefined, headers);
    requireStatus(answer, 200);
    return answer;
  }

  /** Captures the sample events once, and returns them by letter when queries find them. */
  samples(): Promise<Readonly<Record<string, JsonObject>>> {
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

  /** Captures a document, and returns the job when it has ended. */
  async capture(document: JsonObject, headers: Record<string, string> = {}): Promise<Answer["body"]> {
    const accepted = await this.call("POST", "/capture", document, headers);
    requireStatus(accepted, 202);
    const location = accepted.headers.get("location");
    require(location !== null, "the answer to a capture has no Location");
    const deadline = Date.now() + this.options.waitMs;
    for (;;) {
      const { body } = await this.get(location);
      if (body?.running === false) return body;
      require(Date.now() < deadline, `the capture job still runs after ${this.options.waitMs / 1000} s`);
      await sleep(100);
    }
  }

  /** Returns the events of a query. @param query the encoded parameters. */
  async events(query: string, path = "/events"): Promise<JsonObject[]> {
    const { body } = await this.get(`${path}?${query}`);
    return eventsIn(body);
  }

  /** Parameters that limit a query to the sample events of this run. */
  get window(): string {
    const at = (ms: number) => encodeURIComponent(new Date(this.hour + ms).toISOString());
    return `GE_eventTime=${at(0)}&LT_eventTime=${at(3_600_000)}&perPage=100`;
  }

  /** Waits until a query finds `count` sample events. */
  async visible(count: number): Promise<void> {
    const deadline = Date.now() + this.options.waitMs;
    for (;;) {
      const found = await this.events(this.window);
      if (found.length >= count) return;
      require(Date.now() < deadline, `queries find ${found.length} of ${count} captured events`);
      await sleep(200);
    }
  }

  async #captureSamples(): Promise<Readonly<Record<string, JsonObject>>> {
    const samples = sampleEvents(this.run, this.hour);
    const events = Object.values(samples);
    const job = await this.capture(this.document(events));
    require(job.success === true, `the capture of valid events failed: ${JSON.stringify(job.errors).slice(0, 300)}`);
    await this.visible(events.length);
    return samples;
  }

  #below(path: string): string {
    const { url } = this.options;
    const { pathname, origin } = new URL(url);
    // A reference from an answer may already contain the base path.
    return pathname !== "/" && path.startsWith(pathname) ? origin + path : url + path;
  }
}

/** Returns the events of an EPCISQueryDocument. @throws Error for any other body. */
export function eventsIn(body: Answer["body"]): JsonObject[] {
  require(body?.type === "EPCISQueryDocument", "the answer is not an EPCISQueryDocument");
  const list = body?.epcisBody?.queryResults?.resultsBody?.eventList;
  require(Array.isArray(list), "the answer has no epcisBody.queryResults.resultsBody.eventList");
  return list as JsonObject[];
}

/** @throws NotSupported if the server lacks the resource or method; Error for any other unexpected status. */
export function requireStatus(answer: Answer, ...expected: number[]): void {
  if (expected.includes(answer.status)) return;
  const known = typeof answer.body?.type === "string" && answer.body.type.startsWith("epcisException:");
  if (answer.status === 501 || ((answer.status === 404 || answer.status === 405) && !known)) {
    throw new NotSupported(`it answers ${answer.status}`);
  }
  const body = JSON.stringify(answer.body)?.slice(0, 200) ?? "";
  throw new Error(`status ${answer.status} instead of ${expected.join(" or ")}: ${body}`);
}

/** @throws Error unless the answer has this status and a problem document of one of the exceptions. */
export function requireProblem(answer: Answer, status: number, ...exceptions: string[]): void {
  requireStatus(answer, status);
  const type = String(answer.body?.type);
  require(exceptions.some(
    (exception) => type === `epcisException:${exception}`,
  ), `the problem has the type ${type} instead of epcisException:${exceptions.join(" or ")}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
