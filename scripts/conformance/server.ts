import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { NotSupported, require } from "./check.ts";
import type { Options } from "./options.ts";
import { sampleEvents, SAMPLE_CONTEXT } from "./sample-events.ts";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** An answer, with its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Whatever the server says; checks look at what they need.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** The server under examination, and what was captured there to be asked for. */
export class Server {
  readonly options: Options;
  /** Tells this run's identifiers from those of all others. */
  readonly run = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
  /** The hour in which everything that this run captures happened: queries are narrowed to it. */
  readonly hour = Math.floor((Date.parse("2001-01-01T00:00:00Z") + Math.random() * 600_000_000_000) / 1000) * 1000;
  #samples: Promise<Readonly<Record<string, JsonObject>>> | undefined;

  constructor(options: Options) {
    this.options = options;
  }

  /** @param path below the base URL, or an absolute or relative reference that the server gave. */
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

  /** A GET that has to be answered with 200. */
  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.call("GET", path, undefined, headers);
    requireStatus(answer, 200);
    return answer;
  }

  /** The samples by their letters, captured and visible. */
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

  /** Captures a document and gives the job once it has ended. */
  async capture(document: JsonObject, headers: Record<string, string> = {}): Promise<Answer["body"]> {
    const taken = await this.call("POST", "/capture", document, headers);
    requireStatus(taken, 202);
    const location = taken.headers.get("location");
    require(location !== null, "the answer to a capture has no Location");
    const deadline = Date.now() + this.options.waitMs;
    for (;;) {
      const { body } = await this.get(location);
      if (body?.running === false) return body;
      require(Date.now() < deadline, `the capture job still runs after ${this.options.waitMs / 1000} s`);
      await sleep(100);
    }
  }

  /** The events of a query. @param query parameters, encoded. */
  async events(query: string, path = "/events"): Promise<JsonObject[]> {
    const { body } = await this.get(`${path}?${query}`);
    return eventsIn(body);
  }

  /** Parameters that narrow a query to what this run captured. */
  get window(): string {
    const at = (ms: number) => encodeURIComponent(new Date(this.hour + ms).toISOString());
    return `GE_eventTime=${at(0)}&LT_eventTime=${at(3_600_000)}&perPage=100`;
  }

  /** Waits until so many events of this run are found. */
  async visible(count: number): Promise<void> {
    const deadline = Date.now() + this.options.waitMs;
    for (;;) {
      const found = await this.events(this.window);
      if (found.length >= count) return;
      require(Date.now() < deadline, `${found.length} of ${count} captured events are found`);
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
    // A reference of the server's own may have its base path already.
    return pathname !== "/" && path.startsWith(pathname) ? origin + path : url + path;
  }
}

/** The events of an EPCISQueryDocument. @throws Error when it is none. */
export function eventsIn(body: Answer["body"]): JsonObject[] {
  require(body?.type === "EPCISQueryDocument", "the answer is no EPCISQueryDocument");
  const list = body?.epcisBody?.queryResults?.resultsBody?.eventList;
  require(Array.isArray(list), "the answer has no epcisBody.queryResults.resultsBody.eventList");
  return list as JsonObject[];
}

/** @throws NotSupported where the server has no such resource or method; Error with any other status. */
export function requireStatus(answer: Answer, ...expected: number[]): void {
  if (expected.includes(answer.status)) return;
  const known = typeof answer.body?.type === "string" && answer.body.type.startsWith("epcisException:");
  if (answer.status === 501 || ((answer.status === 404 || answer.status === 405) && !known)) {
    throw new NotSupported(`it answers ${answer.status}`);
  }
  const said = JSON.stringify(answer.body)?.slice(0, 200) ?? "";
  throw new Error(`status ${answer.status} instead of ${expected.join(" or ")}: ${said}`);
}

/** Asks for an error: its status, and a problem document of one of the exceptions. */
export function requireProblem(answer: Answer, status: number, ...exceptions: string[]): void {
  requireStatus(answer, status);
  const type = String(answer.body?.type);
  require(exceptions.some(
    (exception) => type === `epcisException:${exception}`,
  ), `the problem is of the type ${type} instead of epcisException:${exceptions.join(" or ")}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
