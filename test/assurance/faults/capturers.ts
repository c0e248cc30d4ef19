import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { JobView } from "../../../src/api/epcis/job.ts";
import { EPCIS_CONTEXT } from "../../../src/epcis/query/query-document.ts";
import { gatewayClient, type Answer } from "../../support/gateway-client.ts";

/**
 * A client of the trader that captures events during faults. It repeats each document until it is answered, and sends
 * some twice.
 */
export class Capturers {
  /** Violated promises, as sentences. */
  readonly violations: string[] = [];
  /** Hashes and commitments of the entries that record the events. */
  readonly entries: { readonly entry: Hex; readonly commitment: Hex }[] = [];
  readonly #urls: () => readonly string[];
  readonly #token: string;
  readonly #jobs: string[] = [];
  #turn = 0;
  #isOver = false;

  constructor(urls: () => readonly string[], token: string) {
    this.#urls = urls;
    this.#token = token;
  }

  get jobs(): number {
    return this.#jobs.length;
  }

  /** Captures documents about new units, which follow from the seed. */
  async play(seed: number, documents: number): Promise<void> {
    for (let count = 0; count < documents && !this.#isOver; count++) {
      const events = [0, 1].map((index) => eventOf(`${seed} ${count} ${index}`));
      const document = {
        "@context": [EPCIS_CONTEXT],
        type: "EPCISDocument",
        schemaVersion: "2.0",
        creationDate: "2026-03-01T10:00:00Z",
        epcisBody: { eventList: events },
      };
      for (let time = 0; time <= count % 2; time++) {
        const answer = await this.#ask((client) => client.post("/epcis/capture", document));
        if (answer === undefined) return;
        if (answer.status === 202) this.#jobs.push(answer.headers.get("location") ?? "");
        else this.violations.push(`a capture was answered with ${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
  }

  /** Waits until every job has ended and all its entries are recorded. */
  async settled(): Promise<void> {
    for (const location of this.#jobs) {
      const job = await this.#ended(location);
      if (job === undefined) return;
      if (!job.success) this.violations.push(`job ${job.captureID} failed: ${JSON.stringify(job.errors)}`);
      for (const { state, entry } of job["portolan:entries"] ?? []) {
        if (state !== "recorded" || entry === null) this.violations.push(`an entry of a job is ${state}`);
        else {
          const told = await this.#ask((client) => client.get(`/v1/entries/${entry}`));
          this.entries.push({ entry, commitment: told?.body.commitment as Hex });
        }
      }
    }
  }

  /** Ends all pending work. */
  callOff(): void {
    this.#isOver = true;
  }

  async #ended(location: string): Promise<JobView | undefined> {
    for (;;) {
      const told = await this.#ask((client) => client.get(location));
      if (told === undefined || (told.body as JobView).running === false) return told?.body as JobView | undefined;
      await sleep(50);
    }
  }

  async #ask(request: (client: ReturnType<typeof gatewayClient>) => Promise<Answer>): Promise<Answer | undefined> {
    while (!this.#isOver) {
      const urls = this.#urls();
      const url = urls[this.#turn++ % Math.max(1, urls.length)] ?? "http://127.0.0.1:9";
      const answer = await request(gatewayClient(url, this.#token)).catch(() => undefined);
      if (answer !== undefined && answer.status < 429) return answer;
      if (answer !== undefined && answer.status !== 503 && answer.status !== 429) {
        this.violations.push(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      await sleep(200);
    }
    return undefined;
  }
}

/** An event about two units that no other event names. */
function eventOf(name: string): JsonObject {
  const digest = createHash("sha256").update(name).digest("hex");
  const uuid = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return {
    type: "ObjectEvent",
    eventID: `urn:uuid:${uuid.join("-")}-${digest.slice(20, 32)}`,
    eventTime: "2026-03-01T09:00:00.000Z",
    eventTimeZoneOffset: "+01:00",
    action: "ADD",
    bizStep: "commissioning",
    epcList: [0, 1].map((unit) => `urn:epc:id:sgtin:9506000.134352.${digest.slice(32, 48)}${unit}`),
  };
}
