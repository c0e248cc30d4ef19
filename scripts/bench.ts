import { InvalidArgumentError, Option } from "commander";
import { BENCHMARK_NAMES, type BenchmarkName } from "./bench/benchmark-names.ts";
import { readOptions, scriptCommand } from "./command-line/script-command.ts";
import { someOf } from "./command-line/some-of.ts";

interface BenchOptions {
  readonly only: readonly BenchmarkName[];
  readonly entries: readonly number[];
}

// npm run bench: runs the benchmarks, each with its rival.
const { only, entries } = readOptions<BenchOptions>(
  scriptCommand("npm run bench", "Runs the benchmarks, each with its rival, and writes the figures to bench-results.")
    .addOption(
      new Option("--only <names>", `comma-separated list of benchmarks: ${BENCHMARK_NAMES.join(", ")}`)
        .argParser(someOf(BENCHMARK_NAMES))
        .default(BENCHMARK_NAMES, "all"),
    )
    .addOption(
      new Option("--entries <counts>", "comma-separated list of ledger sizes, in entries")
        .argParser(parseSizes)
        .default([10_000, 100_000], "10000,100000"),
    ),
);
// A dynamic import, so that an invalid command line fails at once.
const { runBenchmarks } = await import("./bench/run-benchmarks.ts");
await runBenchmarks(only, entries);

function parseSizes(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (!sizes.every((size) => size >= 1000 && size % 1000 === 0))
    throw new InvalidArgumentError("It is one or more whole thousands, such as 10000,100000.");
  return sizes;
}
