import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CASE_EVENTS, CLOCK_EVENTS } from "../../../src/domain/clocks/case-event.ts";
import { EXTENSION_FAULTS, UNKNOWN_REASONS } from "../../../src/domain/clocks/clock-state.ts";
import { LAPSE_EFFECTS } from "../../../src/domain/clocks/lapse-effect.ts";
import { ORGANS } from "../../../src/domain/clocks/organ.ts";
import { ProfileSchema } from "../../../src/api/profile.ts";
import { shippedProfiles } from "../../../src/cli/input/read-profile-file.ts";

const DOCUMENT = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "profiles.md"), "utf8");

describe("The document of profiles", () => {
  const tables = { CASE_EVENTS, EXTENSION_FAULTS, UNKNOWN_REASONS, LAPSE_EFFECTS, ORGANS };
  for (const [name, table] of Object.entries(tables))
    it(`docs/profiles.md has each line of the table ${name}`, () => {
      for (const [code, text] of Object.entries(table)) {
        const [, found] = new RegExp(`^\\| \`${code}\` +\\| (.+?) +\\|$`, "m").exec(DOCUMENT) ?? [];
        expect(found, code).to.equal(text);
      }
    });

  it("docs/profiles.md names each other event, each member of a profile and of a rule, and each shipped profile", async () => {
    const { properties } = ProfileSchema;
    const members = [...Object.keys(properties), ...Object.keys(properties.rules.items.properties)];
    for (const word of [
      ...CLOCK_EVENTS,
      ...members.filter((member) => member !== "code"),
      ...(await shippedProfiles()),
    ])
      expect(DOCUMENT, word).to.include(`\`${word}\``);
  });
});
