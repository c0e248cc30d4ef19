import { expect } from "chai";
import { readFile } from "node:fs/promises";
import { CAPTURE_BYTES, CAPTURE_ENTRIES, CAPTURE_EVENTS } from "../../src/epcis/capture/capture-limits.ts";
import { describeMapping } from "../../src/epcis/capture/describe-mapping.ts";
import { MAPPING } from "../../src/epcis/capture/mapping.ts";
import { OPENAPI } from "../http/documented-answer.ts";

/** The cells of the lines of a Markdown table, without padding. */
function cellsOf(lines: readonly string[]): string[][] {
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^-+$/, "-")),
  );
}

describe("The documentation of the capture of EPCIS events", () => {
  let document: string;
  before(async () => (document = await readFile(new URL("../../docs/EPCIS.md", import.meta.url), "utf8")));

  it("docs/EPCIS.md has the table of the mapping from events to entries", () => {
    const [, section] = document.split("## What an event becomes\n");
    const table = section?.split("\n## ")[0]?.match(/^\|.*$/gm) ?? [];
    expect(cellsOf(table)).to.deep.equal(cellsOf(describeMapping().split("\n")));
  });

  it("the table of the mapping has a line for each rule", () => {
    expect(cellsOf(describeMapping().split("\n").slice(2)).map(([kind]) => kind)).to.deep.equal(
      MAPPING.map(({ becomes }) => becomes),
    );
  });

  it("the OpenAPI document has the table of the mapping", () => {
    expect(OPENAPI.paths["/epcis/capture"].post.description).to.include(describeMapping());
  });

  it("docs/EPCIS.md states the limits of the code", () => {
    for (const limit of [CAPTURE_EVENTS, CAPTURE_ENTRIES]) expect(document).to.include(limit.toLocaleString("en"));
    expect(document).to.include(`${CAPTURE_BYTES / 2 ** 20} MiB`);
  });
});
