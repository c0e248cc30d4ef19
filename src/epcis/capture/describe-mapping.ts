import { MAPPING } from "./mapping.ts";

/** The table {@link MAPPING} in Markdown, for the documentation. */
export function describeMapping(): string {
  const rows = MAPPING.map(({ becomes, when, unlessAlready }) => [becomes, when, unlessAlready || "never"]);
  return [["entry", "an event that is", "a Report instead, without a discrepancy, when"], ["-", "-", "-"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
