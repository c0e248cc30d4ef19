import fc from "fast-check";
import { dirname } from "node:path/posix";
import { Agent } from "undici";
import { CONTEXT, SAMPLES } from "../../epcis/sample-events.ts";
import { captureEvents } from "../../support/capture-events.ts";
import type { Answer } from "../api-client.ts";
import { requireDocumented } from "../documented-answer.ts";
import { GOVERNED, OWNER, type FuzzStack } from "./fuzz-stack.ts";
import { harvest } from "./harvest.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { outgoing, type Outgoing } from "./outgoing.ts";
import { plansOf, type Plan } from "./plans.ts";
import { Pools } from "./pools.ts";

/** Right requests after which an operation that was not served yet never will be. */
const ATTEMPTS = 60;

/** What became of an operation's requests. */
export interface OperationCount {
  readonly operation: string;
  sent: number;
  /** Answers of 200 to 299. */
  served: number;
}

export interface FuzzResult {
  readonly counts: readonly OperationCount[];
  /** What went wrong, with the request that brought it about. */
  readonly failures: readonly string[];
}

export interface FuzzOptions {
  /** Each run of the same seed thinks up the same requests. */
  readonly seed: number;
  /** Requests of each operation at most. */
  readonly requests: number;
  /** Requests of one operation, before it is the next one's turn. */
  readonly atOnce: number;
  /** Unix milliseconds after which no further round begins. */
  readonly until?: number;
}

/**
 * Sends requests of every operation of the OpenAPI document, right and nearly right ones, and holds every answer against
 * the document. What an answer tells of is what later requests are about. In the end the gateway must still do its work.
 */
export async function fuzzApi(stack: FuzzStack, options: FuzzOptions): Promise<FuzzResult> {
  const { seed, requests, atOnce, until = Infinity } = options;
  const plans = OPERATIONS.map(plansOf);
  const pools = new Pools();
  for (const name of GOVERNED) pools.add("/v1/participants/{id}", { id: stack.participants[name]?.id }, OWNER);
  pools.add("/assets/{file}", { file: await consoleFile(stack) }, OWNER);
  for (const serial of [1, 2, 3]) await openShipment(stack, pools, `urn:epc:id:sscc:4088888.000000000${serial}`);
  // The events that are thought up may all have no disposition, say, and then there would be none to be about.
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
    // What is answered depends on what exists by then: a request that failed is shown as it was sent, not shrunk.
    const outcome = await fc.check(property, { seed: start, numRuns: runs, endOnFailure: true });
    if (outcome.failed) failures.push(String(outcome.errorInstance ?? outcome.counterexample));
  }

  try {
    // First each operation is served once, so that the others have something to be about.
    for (let attempt = 0; attempt < 2 * ATTEMPTS; attempt += 1) {
      for (const [index, count] of counts.entries()) {
        // In the first half nothing is taken away.
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

/** Whether one operation lists what another is about. */
const isListOf = ({ method, template }: Operation, { pool = "" }: Operation): boolean =>
  method === "GET" && dirname(pool) === template;

async function openShipment({ gateway, participants }: FuzzStack, pools: Pools, identifier: string): Promise<void> {
  const answer = await fetch(`${gateway.url}/v1/shipments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${participants[OWNER]?.token}`,
      "content-type": "application/json",
      prefer: "wait=20",
    },
    body: JSON.stringify({ identifier, payload: { bizStep: "departing" } }),
  });
  if (answer.status !== 201) throw new Error(`No shipment can be opened: ${answer.status} ${await answer.text()}`);
  const opened = (await answer.json()) as { id: string; identifier: string };
  pools.add("/v1/shipments/{id}", { id: opened.id }, OWNER);
  pools.add("identifier", { identifier: opened.identifier }, OWNER);
}

/** A file that the console's page refers to. */
async function consoleFile({ gateway }: FuzzStack): Promise<string> {
  const page = await (await fetch(gateway.url, { headers: { accept: "text/html" } })).text();
  return /assets\/([\w.-]+)/.exec(page)?.[1] ?? "none";
}

/** Sends a request. @throws Error that shows it, when its answer is not as it must be. */
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
    // It goes on for ever; that it began is enough.
    response.body.on("error", () => undefined).destroy();
    return { ...answer, text: "stream", body: undefined };
  }
  const text = await response.body.text();
  return { ...answer, text, body: /json/.test(type) && text !== "" ? JSON.parse(text) : undefined };
}

/** What holds for every answer, whatever the operation. */
function requireUnderControl({ status, headers, text }: Answer): void {
  if (status >= 500 && !(status === 503 && headers.has("retry-after"))) throw new Error(`status ${status}: ${text}`);
  if (headers.get("x-content-type-options") !== "nosniff") throw new Error("its type may be guessed");
  if (!headers.get("content-security-policy")?.includes("frame-ancestors 'none'")) throw new Error("it may be framed");
  if (!headers.has("x-request-id")) throw new Error("it has no X-Request-Id");
  if (status >= 400 && /node_modules|\.ts:\d+/.test(text)) throw new Error(`it tells where the code is: ${text}`);
}
