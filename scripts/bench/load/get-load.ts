import autocannon from "autocannon";

/** One GET of a load. */
export interface PreparedGet {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests per second, and the 99th percentile of their latencies in milliseconds. */
export interface GetLoad {
  readonly perSecond: number;
  readonly p99: number;
}

/**
 * Repeats the requests, distributed over the connections, for `seconds`.
 *
 * @throws if an answer is not 2xx.
 */
export async function getLoad(
  url: string,
  gets: readonly PreparedGet[],
  connections: number,
  seconds: number,
): Promise<GetLoad> {
  const share = Math.floor(gets.length / connections);
  let client = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient(connection) {
      const first = client++ * share;
      connection.setRequests(gets.slice(first, first + share).map((get) => ({ method: "GET", ...get })));
    },
  });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${url} failed.`);
  return { perSecond: result.requests.total / result.duration, p99: result.latency.p99 };
}
