/** The result of a load; latencies in milliseconds. */
export interface Latencies {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** @param latencies of all requests, in milliseconds. */
export function summariseLatencies(latencies: readonly number[], seconds: number): Latencies {
  const sorted = latencies.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { perSecond: latencies.length / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}

/** The median; for an even number of values, the lower of the two middle values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? NaN;
}
