import { MAPPING } from "./mapping.ts";

/** Renders the table {@link MAPPING} in Markdown for the documentation. */
export function describeMapping(): string {
  const rows = MAPPING.map(({ becomes, when, unlessAlready }) => [becomes, when, unlessAlready || "never"]);
  return [
    ["Kind of the entry", "The event is", "The entry is a Report without a discrepancy if"],
    ["-", "-", "-"],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
