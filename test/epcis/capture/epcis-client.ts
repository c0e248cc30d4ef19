import type { JobView } from "../../../src/api/epcis/job.ts";
import type { JsonObject, JsonValue } from "../../../src/domain/encoding/json.ts";
import { eventually } from "../../support/eventually.ts";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** An EPCIS client of one participant. */
export class EpcisClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.#url}/epcis${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  async get<Body = JsonObject>(path: string): Promise<{ status: number; body: Body }> {
    const response = await fetch(`${this.#url}${path}`, { headers: { authorization: `Bearer ${this.#token}` } });
    return { status: response.status, body: (await response.json()) as Body };
  }

  /** Captures events, and returns the job when it has ended. */
  async capture(events: readonly JsonValue[], behaviour = "rollback", context: JsonObject = {}): Promise<JobView> {
    const response = await this.post("/capture", documentOf(events, context), {
      "GS1-Capture-Error-Behaviour": behaviour,
    });
    if (response.status !== 202) throw new Error(`capture: ${response.status} ${await response.text()}`);
    return this.ended(response.headers.get("location") as string);
  }

  async ended(location: string): Promise<JobView> {
    return eventually("the capture job is done", async () => {
      const { body } = await this.get<JobView>(location);
      return !body.running && body;
    });
  }
}

export function documentOf(events: readonly JsonValue[], context: JsonObject = {}): JsonObject {
  return {
    "@context": [CONTEXT, context],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2026-11-20T10:00:00Z",
    epcisBody: { eventList: events },
  };
}

let serial = 0;

/** A new logistic unit. */
export function freshUnit(): string {
  serial += 1;
  return `urn:epc:id:sscc:4012345.0${String(process.pid % 1_000).padStart(3, "0")}${String(serial).padStart(6, "0")}`;
}

/** An ObjectEvent about these units. */
export function objectEvent(epcList: readonly string[], more: JsonObject = {}): JsonObject {
  return {
    type: "ObjectEvent",
    eventTime: "2026-11-20T09:00:00.000Z",
    eventTimeZoneOffset: "+01:00",
    action: "OBSERVE",
    epcList,
    ...more,
  };
}
