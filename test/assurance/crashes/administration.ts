import { sha256 } from "../../../src/domain/encoding/sha256.ts";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type GatewayClient, unlessLost } from "../../support/gateway-client.ts";
import type { Receiver } from "./receiver.ts";

/** Limit in milliseconds for the delivery of a captured event to a subscription. */
const TOLD_MS = 5_000;

/** Creates and deletes a participant's objects at a gateway, each in one small transaction. */
export class Administration {
  readonly #receiver: Receiver;
  readonly #author: number;
  readonly #name = `n-${randomUUID()}`;
  readonly #key = `urn:example:${randomUUID()}`;
  /** Whether an object's creation or its deletion was acknowledged. */
  readonly #promised = new Map<string, boolean>();
  #erasable: string | undefined;
  /** Address of a closed subscription: the receiver answers 410 Gone there. */
  readonly #closed = `/gone?${randomUUID()}`;

  constructor(receiver: Receiver, author: number) {
    this.#receiver = receiver;
    this.#author = author;
  }

  async play(client: GatewayClient): Promise<void> {
    await Promise.all([
      this.#setUpQueries(client),
      this.#setUpWebhooks(client),
      this.#setUpAccess(client),
      this.#erase(client),
    ]);
  }

  /** Waits until the closed subscription, if it exists, was sent an event. */
  async untilTold(): Promise<void> {
    if (this.#promised.get("closed subscription") !== true) return;
    const isTold = () => this.#receiver.turnedAway.has(this.#closed);
    for (const end = Date.now() + TOLD_MS; !isTold() && Date.now() < end;) await sleep(20);
  }

  async #setUpQueries(client: GatewayClient): Promise<void> {
    const path = `/epcis/queries/${this.#name}`;
    await this.#make("query", client.post("/epcis/queries", { name: this.#name, query: { EQ_bizStep: ["shipping"] } }));
    const dest = this.#receiver.url;
    await this.#make("stream", client.post(`${path}/subscriptions`, { dest, stream: true }));
    const draft = { dest: `${dest}${this.#closed}`, stream: true };
    const made = await this.#make("subscription", client.post(`${path}/subscriptions`, draft));
    await this.#remove("subscription", () => client.delete(`${path}/subscriptions/${made?.subscriptionID}`));
    await this.#make("closed subscription", client.post(`${path}/subscriptions`, draft));
  }

  async #setUpWebhooks(client: GatewayClient): Promise<void> {
    const create = (what: string, path: string) =>
      this.#make(what, client.post("/v1/webhooks", { url: this.#webhookUrl(path) }));
    const created = await create("webhook", "");
    await this.#remove("webhook", () => client.delete(`/v1/webhooks/${created?.webhook?.id}`));
    // The receiver of one webhook always fails; that of the other answers 410 Gone.
    const failing = await create("failing webhook", "/failing");
    await create("closed webhook", "/gone");
    await unlessLost(client.post(`/v1/webhooks/${failing?.webhook?.id}/replay`, {}));
  }

  #webhookUrl(path: string): string {
    return new URL(`${this.#receiver.url}${path}?${this.#name}`).href;
  }

  async #setUpAccess(client: GatewayClient): Promise<void> {
    const identifiers = { identifiers: [this.#key] };
    await this.#make("identifier", client.put(`/v1/participants/${this.#author}/identifiers`, identifiers));
    const grant = { participant: this.#author, label: this.#name, scopes: ["read"] };
    const issued = await this.#make("API key", client.post("/v1/api-keys", grant));
    await this.#remove("API key", () => client.delete(`/v1/api-keys/${issued?.key?.id}`));
    const page = await unlessLost(client.get("/epcis/events?perPage=1"));
    const token = /nextPageToken=([^&>]+)/.exec(page?.headers.get("link") ?? "")?.[1];
    if (token !== undefined) await unlessLost(client.delete(`/epcis/nextPageToken/${token}`));
  }

  /** Records an entry and erases its payload. */
  async #erase(client: GatewayClient): Promise<void> {
    const draft = { kind: "Consign", shipment: this.#key, payload: { to: "be erased" } };
    const answer = await unlessLost(
      client.post("/v1/entries", draft, { prefer: "wait=10", "idempotency-key": this.#key }),
    );
    this.#erasable = answer?.body?.hash;
    if (this.#erasable !== undefined)
      await this.#remove("payload", () => client.delete(`/v1/entries/${this.#erasable}/payload`));
  }

  /** Lists the objects whose state differs from the acknowledged one, then deletes the remaining objects. */
  async problems(client: GatewayClient): Promise<string[]> {
    const path = `/epcis/queries/${this.#name}`;
    const draft = { kind: "Consign", shipment: this.#key, payload: { to: "be erased" } };
    // A repeated request keeps the acknowledged result.
    await client.post("/v1/entries", draft, { prefer: "wait=10", "idempotency-key": this.#key });
    const subscriptions: unknown = (await client.get(`${path}/subscriptions`)).body;
    const listed = await client.get("/v1/webhooks");
    if (listed.status !== 200) return [`the webhooks are unreadable: ${listed.status} ${JSON.stringify(listed.body)}`];
    const hooks = listed.body.items as { id: string; urlDigest: string }[];
    const digests = ["", "/failing", "/gone"].map((path) => `0x${sha256(this.#webhookUrl(path), "hex")}`);
    const own = hooks.filter(({ urlDigest }) => digests.includes(urlDigest));
    const isThere = (digest: string | undefined) => own.some(({ urlDigest }) => urlDigest === digest);
    const keys = (await client.get(`/v1/api-keys?participant=${this.#author}&limit=200`)).body.items;
    const { identifiers } = (await client.get(`/v1/participants/${this.#author}/identifiers`)).body;
    const dests = JSON.stringify(subscriptions);
    const found: Record<string, boolean> = {
      query: (await client.get(path)).status === 200,
      stream: dests.includes(`"${this.#receiver.url}`),
      webhook: isThere(digests[0]),
      "failing webhook": isThere(digests[1]),
      "closed webhook": isThere(digests[2]),
      // The next request replaces all identifiers.
      identifier: identifiers.length > 0,
      "API key": keys.some(({ label, revokedAt }: Json) => label === this.#name && revokedAt === null),
      payload:
        this.#erasable !== undefined && (await client.get(`/v1/entries/${this.#erasable}/payload`)).status === 200,
    };
    const problems = Object.entries(found).flatMap(([what, isThere]) => {
      const promised = this.#promised.get(what);
      return promised === undefined || promised === isThere
        ? []
        : [`${what}: its state differs from the acknowledged one`];
    });
    // From here on, a deleted object may exist or not for a later read.
    this.#promised.clear();
    for (const { id } of own) await client.delete(`/v1/webhooks/${id}`);
    await client.delete(path);
    return problems;
  }

  async #make(what: string, call: Promise<Answer>): Promise<Json> {
    const answer = await unlessLost(call);
    if (answer !== undefined && answer.status < 300) this.#promised.set(what, true);
    return answer?.body;
  }

  async #remove(what: string, call: () => Promise<Answer>): Promise<void> {
    // Until the answer arrives, the object may exist or not.
    this.#promised.delete(what);
    const answer = await unlessLost(call());
    if (answer !== undefined && answer.status < 300) this.#promised.set(what, false);
  }
}

type Json = Answer["body"];
