import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { EPCIS_CONTEXT } from "../../../src/epcis/query/query-document.ts";
import type { ChainTruth } from "../../support/chain-truth.ts";
import { type Answer, type GatewayClient, unlessLost } from "../../support/gateway-client.ts";
import { ActWork, type ReadMatter } from "./act-work.ts";
import { Administration } from "./administration.ts";
import type { Receiver } from "./receiver.ts";

/**
 * Limit in milliseconds for a message to the receiver: an attempt may just have failed, and the next one follows after
 * seconds.
 */
const TOLD_MS = 15_000;

/** A request to record entries, which may be repeated under its key. */
interface Request {
  readonly key: string;
  readonly entries: readonly JsonObject[];
}

/** A client's requests of one round, with the acknowledgements that it received. */
export class GatewayWork {
  /** Requests that were answered with a status of 500 or above. */
  refused = 0;
  readonly #receiver: Receiver;
  readonly #waves: readonly (readonly Request[])[];
  /** The acknowledged submissions, by the key of the request. */
  readonly #promised = new Map<string, readonly Submitted[]>();
  readonly #event: JsonObject;
  #jobPromised: string | undefined;
  readonly #administration: Administration;
  readonly #acts = new ActWork();
  /** Recorded entries by shipment, in the order in which they were accepted. */
  readonly #accepted = new Map<string, { id: number; entry: string; commitment: string }[]>();

  /** @param author The number of the participant that sends the requests. */
  constructor(receiver: Receiver, author: number) {
    this.#receiver = receiver;
    this.#administration = new Administration(receiver, author);
    const name = randomUUID();
    const shipments = [0, 1, 2].map((n) => `urn:example:${name}:${n}`);
    const request = (wave: number, n: number, entries: readonly JsonObject[]) => ({
      key: `${name}-${wave}-${n}`,
      entries,
    });
    const report = (shipment: string, note: string) => ({ kind: "Report", shipment, payload: { note } });
    this.#waves = [
      shipments.map((shipment, n) =>
        request(0, n, [{ kind: "Consign", shipment, payload: { n } }, report(shipment, "a"), report(shipment, "b")]),
      ),
      [0, 1].map((n) =>
        request(
          1,
          n,
          shipments.map((shipment) => report(shipment, `wave ${n}`)),
        ),
      ),
    ];
    this.#event = {
      type: "ObjectEvent",
      eventID: `urn:uuid:${randomUUID()}`,
      eventTime: "2026-03-01T01:00:00.000+01:00",
      eventTimeZoneOffset: "+01:00",
      action: "OBSERVE",
      bizStep: "shipping",
      epcList: [`https://id.gs1.org/01/19506000343522/21/${name.slice(0, 8)}`],
    };
  }

  /** Sends every request once, ignoring lost answers. Resolves at the latest when the gateway has ended. */
  async play(client: GatewayClient): Promise<void> {
    const administer = async () => {
      await this.#administration.play(client);
      // The subscriptions that now exist receive the event.
      await this.#capture(client);
    };
    await Promise.all([this.#record(client), administer(), this.#acts.play(client)]);
  }

  async #record(client: GatewayClient): Promise<void> {
    for (const wave of this.#waves) {
      const answers = await Promise.all(wave.map((request) => unlessLost(post(client, request))));
      answers.forEach((answer, index) => {
        if (answer !== undefined && answer.status >= 500) this.refused += 1;
        if (answer !== undefined && answer.status < 300)
          this.#promised.set(wave[index]?.key ?? "", submittedOf(answer));
      });
      // The next wave refers to the shipments of this one.
      if (!answers.every((answer) => answer !== undefined && answer.status < 300)) return;
    }
  }

  async #capture(client: GatewayClient): Promise<void> {
    const captured = await unlessLost(client.post("/epcis/capture", documentOf(this.#event)));
    if (captured?.status !== 202) return;
    this.#jobPromised = captured.headers.get("location") ?? undefined;
    await this.#administration.untilTold();
  }

  /** Finishes all requests on a gateway without faults. @returns the differences from the acknowledged results. */
  async finish(client: GatewayClient): Promise<string[]> {
    return [
      ...(await this.#finishRecording(client)),
      ...(await this.#finishCapture(client)),
      ...(await this.#administration.problems(client)),
      ...(await this.#acts.finish(client)),
    ];
  }

  async #finishRecording(client: GatewayClient): Promise<string[]> {
    const problems: string[] = [];
    this.#accepted.clear();
    for (const request of this.#waves.flat()) {
      const promised = this.#promised.get(request.key);
      // Read by id first: a repeated request would hide the loss by a new acknowledgement.
      for (const { id, commitment } of promised ?? [])
        if ((await client.get(`/v1/submissions/${id}`)).body?.commitment !== commitment)
          problems.push(`the acknowledged submission ${id} is lost`);
      // After one unsettled submission, a long wait for the others is pointless.
      const wait = problems.length === 0 ? 15 : 1;
      const { status, body } = await post(client, request, { prefer: `wait=${wait}` });
      if (status !== 200) {
        problems.push(`a repeated request is not settled: ${status} ${JSON.stringify(body).slice(0, 300)}`);
        continue;
      }
      const numbers = (submitted: readonly Submitted[]) => submitted.map(({ id }) => id).join();
      if (promised !== undefined && numbers(promised) !== numbers(submittedOf({ body })))
        problems.push(`submissions ${numbers(promised)} were acknowledged; a repeated request gives others`);
      for (const { submission } of body.results) {
        if (submission?.state !== "recorded")
          problems.push(`not recorded: ${JSON.stringify(submission).slice(0, 900)}`);
        else this.#accepted.set(submission.shipment, [...(this.#accepted.get(submission.shipment) ?? []), submission]);
      }
    }
    for (const accepted of this.#accepted.values()) accepted.sort((a, b) => a.id - b.id);
    return problems;
  }

  async #finishCapture(client: GatewayClient): Promise<string[]> {
    const again = await client.post("/epcis/capture", documentOf(this.#event));
    for (const location of [this.#jobPromised, again.headers.get("location")]) {
      if (typeof location !== "string") continue;
      const job = await settledJob(client, location);
      if (job.success !== true) return [`a capture did not succeed: ${JSON.stringify(job).slice(0, 300)}`];
    }
    const { status, body } = await client.get(`/epcis/events/${encodeURIComponent(String(this.#event["eventID"]))}`);
    const events: unknown = body?.epcisBody?.queryResults?.resultsBody?.eventList;
    return status === 200 && Array.isArray(events) && events.length === 1
      ? []
      : [`the captured event is not stored exactly once: ${status} ${JSON.stringify(body).slice(0, 300)}`];
  }

  /** Compares the accepted entries and acts with the chain, and the entries with the messages to the receiver. */
  async compare(truth: ChainTruth, client: GatewayClient, readMatter: ReadMatter): Promise<string[]> {
    const problems = await this.#acts.compare(client, readMatter);
    for (const [shipment, accepted] of this.#accepted) {
      const history = truth.histories.get(shipment as `0x${string}`) ?? [];
      if (history.join() !== accepted.map(({ commitment }) => commitment).join())
        problems.push(
          `of shipment ${shipment} ${accepted.length} entries were accepted; the chain has ${history.length}, or different ones`,
        );
    }
    const entries = [...this.#accepted.values()].flat().map(({ entry }) => entry);
    const untold = () => entries.filter((entry) => !this.#receiver.told.has(entry));
    for (const end = Date.now() + TOLD_MS; untold().length > 0 && Date.now() < end;) await sleep(20);
    return untold().length === 0
      ? problems
      : [...problems, `${untold().length} entries were not delivered to the receiver`];
  }
}

const post = (client: GatewayClient, { key, entries }: Request, headers = {}) =>
  client.post("/v1/entries/bulk", entries, { "idempotency-key": key, ...headers });

/** An acknowledged submission. */
interface Submitted {
  readonly id: number;
  readonly commitment: string;
}

const submittedOf = ({ body }: Pick<Answer, "body">): Submitted[] =>
  (body.results as { submission?: Submitted }[]).flatMap(({ submission }) => submission ?? []);

const documentOf = (event: JsonObject) => ({
  "@context": [EPCIS_CONTEXT],
  type: "EPCISDocument",
  schemaVersion: "2.0",
  creationDate: "2026-03-01T01:00:00.000Z",
  epcisBody: { eventList: [event] },
});

async function settledJob(client: GatewayClient, location: string): Promise<{ running?: boolean; success?: boolean }> {
  for (const end = Date.now() + 15_000; ; await sleep(20)) {
    const { body } = await client.get(location);
    if (body.running === false || Date.now() > end) return body;
  }
}
