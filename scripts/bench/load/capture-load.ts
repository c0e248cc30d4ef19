import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";

/** A document for a capture, and the API key of the request. */
export interface PreparedCapture {
  readonly body: Buffer;
  readonly token: string;
}

/**
 * Posts documents to `/epcis/capture`, distributed over the connections, and waits until every job has succeeded.
 *
 * @returns the seconds from the first request until all events are recorded.
 * @throws if a job fails.
 */
export async function captureLoad(
  url: string,
  documents: readonly PreparedCapture[],
  connections: number,
): Promise<number> {
  const pool = new Pool(url, { connections, headersTimeout: 90_000 });
  const began = performance.now();
  const jobs: { location: string; token: string }[] = [];
  let next = 0;

  async function post(): Promise<void> {
    for (let index = next++; index < documents.length; index = next++) {
      const { body, token } = documents[index] as PreparedCapture;
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await pool.request({ method: "POST", path: "/epcis/capture", headers, body });
      const text = await answer.body.text();
      const busy = Number(answer.headers["retry-after"] ?? 0);
      if (busy > 0) {
        next = Math.min(next, index);
        await sleep(busy * 200);
        continue;
      }
      if (answer.statusCode !== 202) throw new Error(`A capture answered ${answer.statusCode}: ${text.slice(0, 500)}`);
      jobs.push({ location: String(answer.headers["location"]), token });
    }
  }

  async function finish(): Promise<void> {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
      for (;;) {
        const headers = { authorization: `Bearer ${job.token}` };
        const answer = await pool.request({ method: "GET", path: job.location, headers });
        const body = (await answer.body.json()) as { running?: boolean; success?: boolean };
        if (body.running === false && body.success === true) break;
        if (body.running !== true) throw new Error(`A capture failed: ${JSON.stringify(body).slice(0, 500)}`);
        await sleep(50);
      }
    }
  }

  try {
    await Promise.all(Array.from({ length: connections }, post));
    // Polls the newest job first, because it usually ends last. Then each older job needs only one request.
    await Promise.all(Array.from({ length: connections }, finish));
    return (performance.now() - began) / 1000;
  } finally {
    await pool.destroy();
  }
}
