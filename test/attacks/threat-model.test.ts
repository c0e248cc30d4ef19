import { expect } from "chai";
import { readFileSync } from "node:fs";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Each line of the table in docs/threat-model.md that names a test. */
const shown = [...read("docs/threat-model.md").matchAll(/\| `(test\/[\w./-]+\.test\.ts)`: (.+?) +\|$/gm)].map(
  ([, path = "", title = ""]) => ({ path, title }),
);

describe("The threat model", () => {
  it("every line of the threat model's table names a test", () => {
    const table = /\| who .*?\n\n/s.exec(read("docs/threat-model.md"))?.[0].trimEnd().split("\n") ?? [];
    expect(table.length).to.be.above(20);
    expect(shown).to.have.length(table.length - 2);
  });

  for (const { path, title } of shown) {
    it(`the threat model's title is in ${path}: ${title}`, () => {
      expect(read(path)).to.include(title);
    });
  }
});
