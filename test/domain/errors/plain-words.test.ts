import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import plainWords from "../../../scripts/checks/plain-words.json" with { type: "json" };

const CONTRIBUTING = readFileSync(join(import.meta.dirname, "..", "..", "..", "CONTRIBUTING.md"), "utf8");

describe("The list of words to avoid", () => {
  it("CONTRIBUTING.md and lint have the same list of words to avoid", () => {
    const [, section = ""] = /^## Words that we do not use$(.*?)^## /ms.exec(CONTRIBUTING) ?? [];
    const rows = [...section.matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, avoid, say]) => ({ avoid, say }));
    expect(rows.slice(2)).to.deep.equal(plainWords.map(({ avoid, say }) => ({ avoid, say })));
  });

  it("each word to avoid has a matching pattern", () => {
    for (const { avoid, pattern } of plainWords) expect(avoid).to.match(new RegExp(pattern, "i"));
  });
});
