import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import plainWords from "../../../scripts/checks/plain-words.json" with { type: "json" };

const CONTRIBUTING = readFileSync(join(import.meta.dirname, "..", "..", "..", "CONTRIBUTING.md"), "utf8");

describe("The list of words to avoid", () => {
  it("is the same in CONTRIBUTING.md and in lint", () => {
    const [, section = ""] = /^## Words that we do not use$(.*?)^## /ms.exec(CONTRIBUTING) ?? [];
    const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, avoid, say]) => ({ avoid, say }));
    expect(rows.slice(2)).to.deep.equal(plainWords.map(({ avoid, say }) => ({ avoid, say })));
  });

  it("has a matching pattern for each word", () => {
    for (const { avoid, pattern } of plainWords) expect(avoid).to.match(new RegExp(pattern, "i"));
  });
});
