import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import type { ServerProcess } from "../../../scripts/bench/network/server-process.ts";
import { median } from "../../../scripts/bench/load/latencies.ts";

/** Sizes at one moment. */
export interface Size {
  readonly entries: number;
  /** Memory of the gateway (RSS) in MiB; `undefined` where the system does not report it. */
  readonly memory: number | undefined;
  /** Size of the gateway's database and the chain's journal, in MiB. */
  readonly files: number;
}

/** The change of the sizes over a run. */
export interface Growth {
  /** The gateway's memory in the last quarter of the run, divided by that in the second. The first quarter is warm-up. */
  readonly memory: number | undefined;
  /** Growth of the files per entry in the second half, divided by that in the first. */
  readonly files: number;
}

/** A gateway that accumulates data grows with each entry and exceeds these limits. */
export const GROWTH_LIMIT = { memory: 1.25, files: 1.25 };

export function measureSize(network: BenchNetwork, gateway: ServerProcess, entries: number): Size {
  const files = readdirSync(network.folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.endsWith(".log"))
    .map((name) => statSync(join(network.folder, name), { throwIfNoEntry: false }));
  const bytes = files.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0);
  return { entries, memory: gateway.memory(), files: bytes / 2 ** 20 };
}

/** @param sizes Sizes at equal intervals, at least eight. */
export function measureGrowth(sizes: readonly Size[]): Growth {
  const quarter = (number: number) =>
    sizes.slice((number * sizes.length) >> 2, ((number + 1) * sizes.length) >> 2).map(({ memory }) => memory ?? NaN);
  const memory = median(quarter(3)) / median(quarter(1));
  const halfway = sizes.length >> 1;
  const perEntry = (from: Size | undefined, to: Size | undefined) =>
    ((to?.files ?? NaN) - (from?.files ?? NaN)) / ((to?.entries ?? NaN) - (from?.entries ?? NaN));
  const files = perEntry(sizes[halfway], sizes.at(-1)) / perEntry(sizes[0], sizes[halfway]);
  return { memory: Number.isNaN(memory) ? undefined : memory, files };
}
