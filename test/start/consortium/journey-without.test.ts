import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJourney } from "../../../src/cli/journey/journey.ts";
import { HOMES } from "../../../src/start/consortium/homes.ts";
import { journeyWithout } from "../../../src/start/consortium/journey-without.ts";

const FILE = join(import.meta.dirname, "../../../src/start/demonstration/journey.json");
const journey = parseJourney(readFileSync(FILE, "utf8"), FILE);

describe("The journey of the consortium", () => {
  it("each participant of the journey is a member of exactly one gateway", () => {
    expect(HOMES.flatMap(({ members }) => members).toSorted()).to.deep.equal(
      journey.participants.map(({ alias }) => alias).toSorted(),
    );
  });

  it("a journey without an author's entries keeps the others, and their references name the same entries", () => {
    const shorter = journeyWithout(journey, new Set(["auditor"]));
    const kept = journey.entries.filter(({ author }) => author !== "auditor");

    expect(shorter.entries).to.have.length(kept.length).and.length.below(journey.entries.length);
    for (const [index, { refersTo }] of shorter.entries.entries()) {
      const before = kept[index]?.refersTo;
      if (before === undefined || !("entry" in before)) continue;
      const place = refersTo !== undefined && "entry" in refersTo ? refersTo.entry : -1;
      expect(shorter.entries[place]).to.deep.equal(journey.entries[before.entry]);
    }
  });

  it("a journey whose kept entries refer to a left-out entry is refused", () => {
    expect(() => journeyWithout(journey, new Set(["customs-nl"]))).to.throw("refers to an entry that is left out");
  });
});
