import { expect } from "chai";
import { readFileSync } from "node:fs";
import { AUDIENCE_RULES } from "../../../src/domain/audience/audience-rule.ts";
import { FIELD_CLASSES, VIEW_CLASSES, VIEWS } from "../../../src/domain/audience/view.ts";
import { MEMBER_CLASSES } from "../../../src/domain/payload/field-class.ts";

const TEXT = readFileSync(new URL("../../../docs/access.md", import.meta.url), "utf8");

/** The rows of the table under a heading, as cells without padding. */
function rowsUnder(heading: string): string[][] {
  const [, section = ""] = TEXT.split(`\n## ${heading}\n`);
  const lines = (section.split("\n## ", 1)[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("The document of who reads what", () => {
  it("docs/access.md lists every rule with the view that the code gives", () => {
    const listed = Object.fromEntries(rowsUnder("Rules").map(([rule, view]) => [rule, view]));
    expect(listed).to.deep.equal(AUDIENCE_RULES);
  });

  it("docs/access.md lists every view, and the classes that a part opens", () => {
    const listed = new Map(rowsUnder("Views").map(([view = "", opens = ""]) => [view, opens]));
    expect([...listed.keys()]).to.have.members([...VIEWS]);
    for (const view of ["handoff", "unit"] as const) {
      const named = FIELD_CLASSES.filter((name) => new RegExp(`classes .*\\b${name}\\b`).test(listed.get(view) ?? ""));
      expect(new Set(named)).to.deep.equal(VIEW_CLASSES[view]);
    }
  });

  it("docs/access.md lists every member under the class that the code gives", () => {
    const listed = rowsUnder("Classes of members").flatMap(([name, members = ""]) =>
      [...members.matchAll(/`([^`]+)`/g)].map(([, member]) => [member, name]),
    );
    expect(Object.fromEntries(listed)).to.deep.equal(MEMBER_CLASSES);
  });
});
