import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import type { ServerProcess } from "../../../scripts/bench/network/server-process.ts";
import { median } from "../../../scripts/bench/load/latencies.ts";

/** How much there was at one moment. */
export interface Size {
  readonly entries: number;
  /** Of the gateway (RSS), MiB; `undefined` where the system does not tell. */
  readonly memory: number | undefined;
  /** Of the gateway's database and the chain's journal, MiB. */
  readonly files: number;
}

/** How the sizes changed over a run. */
export interface Growth {
  /** The gateway's memory in the last quarter of the run ÷ that in the second. The first is for warming up. */
  readonly memory: number | undefined;
  /** What the files grew by for each entry in the second half ÷ in the first. */
  readonly files: number;
}

/** A gateway that keeps what it has seen grows with every entry; one that does not stays below these. */
export const GROWTH_LIMIT = { memory: 1.25, files: 1.25 };

export function measureSize(network: BenchNetwork, gateway: ServerProcess, entries: number): Size {
  const files = readdirSync(network.folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.endsWith(".log"))
    .map((name) => statSync(join(network.folder, name), { throwIfNoEntry: false }));
  const bytes = files.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0);
  return { entries, memory: gateway.memory(), files: bytes / 2 ** 20 };
}

/** @param sizes at even intervals, eight at least. */
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
