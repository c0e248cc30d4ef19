import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { summariseLatencies, type Latencies } from "./latencies.ts";

/** One prepared POST. */
export interface PreparedPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Returns whether to send a further request; called before each request. */
type Until = (made: number, ms: number) => boolean;

/**
 * Sends requests over `connections` connections, each of which sends the next request after an answer.
 *
 * @throws when an answer is not 201.
 */
export async function closedLoop(
  url: string,
  posts: readonly PreparedPost[],
  connections: number,
  until: Until,
): Promise<Latencies> {
  const pool = new Pool(url, { connections });
  const latencies: number[] = [];
  const began = performance.now();
  let made = 0;
  async function work(): Promise<void> {
    while (until(made, performance.now() - began)) {
      const post = posts[made++ % posts.length] as PreparedPost;
      const sent = performance.now();
      await send(pool, post);
      latencies.push(performance.now() - sent);
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, work));
    return summariseLatencies(latencies, (performance.now() - began) / 1000);
  } finally {
    await pool.destroy();
  }
}

/**
 * Posts at a constant rate, independent of the server's answers. Latency counts from the time at which the request was
 * due, so that a slow answer also increases the latencies of the requests that waited for it.
 *
 * @throws when an answer is not 201.
 */
export async function openLoop(
  url: string,
  posts: readonly PreparedPost[],
  perSecond: number,
  seconds: number,
): Promise<Latencies> {
  const pool = new Pool(url, { connections: 128 });
  const latencies: number[] = [];
  const began = performance.now();
  const sending = Array.from({ length: Math.floor(perSecond * seconds) }, async (_, index) => {
    const due = began + (index * 1000) / perSecond;
    await sleep(Math.max(1, due - performance.now()));
    await send(pool, posts[index % posts.length] as PreparedPost);
    latencies.push(performance.now() - due);
  });
  try {
    await Promise.all(sending);
    return summariseLatencies(latencies, (performance.now() - began) / 1000);
  } finally {
    await pool.destroy();
  }
}

async function send(pool: Pool, { path, headers, body }: PreparedPost): Promise<void> {
  const { statusCode, body: answer } = await pool.request({ method: "POST", path, headers, body });
  const text = await answer.text();
  if (statusCode !== 201) throw new Error(`POST ${path} answered ${statusCode}: ${text.slice(0, 500)}`);
}
