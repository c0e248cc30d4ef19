import { expect } from "chai";
import { formatDuration } from "../../src/cli/output/format-duration.ts";

describe("A duration", () => {
  const shown: readonly (readonly [number, string])[] = [
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [3_661, "1 h 1 min"],
    [90_000, "1 d 1 h"],
    [86_400 * 400, "400 d"],
  ];
  for (const [seconds, text] of shown)
    it(`a duration of ${seconds} seconds is shown as ${text}`, () => expect(formatDuration(seconds)).to.equal(text));
});
