import fc from "fast-check";
import { dirname } from "node:path/posix";
import { Agent } from "undici";
import { CONTEXT, SAMPLES } from "../../epcis/sample-events.ts";
import { captureEvents } from "../../support/capture-events.ts";
import type { Answer } from "../api-client.ts";
import { requireDocumented } from "../documented-answer.ts";
import { GOVERNED, OWNER, type FuzzStack } from "./fuzz-stack.ts";
import { PROPOSAL, SEAL } from "./good-bodies.ts";
import { harvest } from "./harvest.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { outgoing, type Outgoing } from "./outgoing.ts";
import { plansOf, type Plan } from "./plans.ts";
import { Pools } from "./pools.ts";

/** Valid requests after which an operation that never succeeded is reported. */
const ATTEMPTS = 60;

/** The results of an operation's requests. */
export interface OperationCount {
  readonly operation: string;
  sent: number;
  /** Answers with status 200 to 299. */
  served: number;
}

export interface FuzzResult {
  readonly counts: readonly OperationCount[];
  /** The failures, each with its request. */
  readonly failures: readonly string[];
}

export interface FuzzOptions {
  /** The same seed generates the same requests. */
  readonly seed: number;
  /** Most requests of each operation. */
  readonly requests: number;
  /** Requests of one operation before the turn of the next one. */
  readonly atOnce: number;
  /** Unix milliseconds after which no further round begins. */
  readonly until?: number;
}

/**
 * Sends valid and slightly invalid requests of every operation in the OpenAPI document, and checks every answer against
 * the document. Later requests concern objects that the answers name. At the end the gateway must still work.
 */
export async function fuzzApi(stack: FuzzStack, options: FuzzOptions): Promise<FuzzResult> {
  const { seed, requests, atOnce, until = Infinity } = options;
  const plans = OPERATIONS.map(plansOf);
  const pools = new Pools();
  for (const name of GOVERNED) pools.add("/v1/participants/{id}", { id: stack.participants[name]?.id }, OWNER);
  pools.add("/assets/{file}", { file: await consoleFile(stack) }, OWNER);
  for (const serial of [1, 2, 3]) await openShipment(stack, pools, `urn:epc:id:sscc:4088888.000000000${serial}`);
  await openSeal(stack, pools);
  await openCase(stack, pools);
  // The generated events may all lack a property, such as the disposition; this event has all.
  await captureEvents(stack.gateway.url, stack.participants[OWNER]?.token ?? "", [SAMPLES["a"] ?? {}], CONTEXT);

  const agent = new Agent({ connections: 4 });
  const failures: string[] = [];
  const counts = OPERATIONS.map((operation) => ({ operation, sent: 0, served: 0 }));

  async function send(
    count: (typeof counts)[number],
    from: fc.Arbitrary<Plan> | undefined,
    start: number,
    runs: number,
  ) {
    if (from === undefined) throw new Error("an operation has no plans");
    const property = fc.asyncProperty(from, async (plan) => {
      const request = outgoing(plan, count.operation, stack, pools);
      const answer = await exchange(stack.gateway.url, agent, request);
      harvest(pools, request, answer);
      count.sent += 1;
      if (answer.status < 300) count.served += 1;
    });
    // The answers depend on the existing objects: a failed request is shown as sent, without shrinking.
    const outcome = await fc.check(property, { seed: start, numRuns: runs, endOnFailure: true });
    if (outcome.failed) failures.push(String(outcome.errorInstance ?? outcome.counterexample));
  }

  try {
    // First each operation succeeds once, so that objects exist for the others.
    for (let attempt = 0; attempt < 2 * ATTEMPTS; attempt += 1) {
      for (const [index, count] of counts.entries()) {
        // The first half deletes nothing.
        const isTurn = attempt >= ATTEMPTS || count.operation.method !== "DELETE";
        const isToTell = counts.some(({ operation, served }) => served === 0 && isListOf(count.operation, operation));
        if ((count.served === 0 && isTurn) || isToTell)
          await send(count, plans[index]?.right, seed - 1_000 * (attempt + 1) + index, 1);
      }
    }
    for (let round = 0; round * atOnce < requests && Date.now() < until; round += 1) {
      for (const [index, count] of counts.entries()) {
        await send(count, plans[index]?.any, seed + round * 1_000 + index, atOnce);
      }
    }
    await openShipment(stack, pools, "urn:epc:id:sscc:4088888.0000000009");
  } finally {
    await agent.destroy();
  }
  return {
    counts: counts.map(({ operation, sent, served }) => ({ operation: operation.id, sent, served })),
    failures: [...failures, ...stack.troubles],
  };
}

/** Whether one operation lists the objects of another. */
const isListOf = ({ method, template }: Operation, { pool = "" }: Operation): boolean =>
  method === "GET" && dirname(pool) === template;

async function openShipment(stack: FuzzStack, pools: Pools, identifier: string): Promise<void> {
  const body = { identifier, payload: { bizStep: "departing" } };
  const opened = await created<{ id: string; identifier: string }>(stack, "/v1/shipments", body);
  pools.add("/v1/shipments/{id}", { id: opened.id }, OWNER);
  pools.add("identifier", { identifier: opened.identifier }, OWNER);
}

/** A case of the owner, which is also the consignor. */
async function openCase(stack: FuzzStack, pools: Pools): Promise<void> {
  const opened = { identifier: "urn:epc:id:sscc:4088888.0000000004", payload: { bizStep: "departing" } };
  const { id: shipment } = await created<{ id: string }>(stack, "/v1/shipments", opened);
  const payload = { "portolan:legalBasis": "Act 1", "portolan:reason": "Count", "portolan:officer": "NL-1" };
  const { hash: hold } = await created<{ hash: string }>(stack, "/v1/entries", { kind: "Hold", shipment, payload });
  pools.add("/v1/cases/{hold}", { hold }, OWNER);
}

/** A proposed agreement with a seal. */
async function openSeal(stack: FuzzStack, pools: Pools): Promise<void> {
  const [proposal] = fc.sample(PROPOSAL, 1);
  const { matter } = await created<{ matter: string }>(stack, "/v1/acts", proposal);
  const [seal] = fc.sample(SEAL, 1);
  const { act: item } = await created<{ act: string }>(stack, "/v1/acts", { ...seal, matter });
  pools.add("/v1/matters/{matter}", { matter }, OWNER);
  pools.add("/v1/matters/{matter}/handovers/{item}", { matter, item }, OWNER);
}

/** The answer to a request of the owner that must be recorded. */
async function created<Body>({ gateway, participants }: FuzzStack, path: string, body: unknown): Promise<Body> {
  const answer = await fetch(`${gateway.url}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${participants[OWNER]?.token}`,
      "content-type": "application/json",
      prefer: "wait=20",
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

/** A file to which the console's page refers. */
async function consoleFile({ gateway }: FuzzStack): Promise<string> {
  const page = await (await fetch(gateway.url, { headers: { accept: "text/html" } })).text();
  return /assets\/([\w.-]+)/.exec(page)?.[1] ?? "none";
}

/** Sends a request. @throws an Error with the request when its answer is wrong. */
async function exchange(origin: string, agent: Agent, request: Outgoing): Promise<Answer> {
  const { operation, url, headers, text, caller } = request;
  try {
    const answer = await ask(origin, agent, request);
    requireDocumented(operation.method, operation.template, answer);
    requireUnderControl(answer);
    return answer;
  } catch (error) {
    const { authorization, ...told } = headers;
    const sent = `${operation.method} ${url} by ${authorization === undefined ? "nobody" : caller} ${JSON.stringify(told)} ${text}`;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${sent.slice(0, 2_000)}\n  ${reason.slice(0, 1_500)}`, { cause: error });
  }
}

async function ask(origin: string, agent: Agent, { operation, url, headers, text: body }: Outgoing): Promise<Answer> {
  const method = operation.method as "GET";
  const response = await agent.request({ origin, path: url, method, headers, body });
  const answered = new Headers(
    Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const answer = { status: response.statusCode, headers: answered };
  const type = answered.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) {
    // The stream is endless; its beginning is enough.
    response.body.on("error", () => undefined).destroy();
    return { ...answer, text: "stream", body: undefined };
  }
  const text = await response.body.text();
  return { ...answer, text, body: /json/.test(type) && text !== "" ? JSON.parse(text) : undefined };
}

/** The requirements of every answer, for any operation. */
function requireUnderControl({ status, headers, text }: Answer): void {
  if (status >= 500 && !(status === 503 && headers.has("retry-after"))) throw new Error(`status ${status}: ${text}`);
  if (headers.get("x-content-type-options") !== "nosniff") throw new Error("its type may be guessed");
  if (!headers.get("content-security-policy")?.includes("frame-ancestors 'none'")) throw new Error("it may be framed");
  if (!headers.has("x-request-id")) throw new Error("it has no X-Request-Id");
  if (status >= 400 && /node_modules|\.ts:\d+/.test(text)) throw new Error(`it tells where the code is: ${text}`);
}
