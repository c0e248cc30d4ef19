/** The names of the benchmarks for `npm run bench -- --only`. */
export const BENCHMARK_NAMES = [
  "recorded",
  "single",
  "follow",
  "trace",
  "audit",
  "evidence",
  "epcis",
  "exchange",
  "console",
  "cooperation",
  "gas",
] as const;

export type BenchmarkName = (typeof BENCHMARK_NAMES)[number];
