import { MAPPING } from "./mapping.ts";

/** The table by which capture decides what events become ({@link MAPPING}), in Markdown, for whoever reads about it. */
export function describeMapping(): string {
  const rows = MAPPING.map(({ becomes, when, unlessAlready }) => [becomes, when, unlessAlready || "never"]);
  return [["entry", "an event that is", "a Report in its place, without a discrepancy, when"], ["-", "-", "-"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
