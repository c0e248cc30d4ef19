import { expect } from "chai";
import { FINDINGS, sayFinding, type FindingFormat } from "../../src/api/finding-sentences.ts";
import { formatDuration } from "../../src/cli/output/format-duration.ts";
import type { EntryHash } from "../../src/domain/entry.ts";
import type { Fact } from "../../src/domain/errors/portolan-error.ts";

const HASHES: readonly EntryHash[] = [`0x${"1".repeat(64)}`, `0x${"2".repeat(64)}`];
const DAY = 86_400;

const format: FindingFormat<string> = {
  time: (at) => `day ${at / DAY}`,
  span: formatDuration,
  participant: (id) => `participant ${id}`,
  word: (word) => word.replaceAll("_", " "),
  entry: (hash) => `#${HASHES.indexOf(hash) + 1}`,
};

const say = (sentence: string, facts: Readonly<Record<string, Fact>>, entries = HASHES) =>
  sayFinding(sentence, { facts, entries }, format).join("");

describe("the sentence of a finding", () => {
  it("shows its facts and its entries", () => {
    const facts = { from: DAY, until: 5 * DAY - 3_600, seconds: 4 * DAY - 3_600, limit: 3 * DAY };
    expect(say(FINDINGS["time-gap"], facts)).to.equal(
      `No report for 3 d 23 h (limit 3 d), from #1 (day 1) to #2 (day ${(5 * DAY - 3_600) / DAY}).`,
    );
  });

  it("shows a time without its entry, if the finding has no such entry", () => {
    const facts = { from: DAY, until: 9 * DAY, seconds: 8 * DAY, limit: 3 * DAY };
    expect(say(FINDINGS["time-gap"], facts, HASHES.slice(0, 1))).to.equal(
      "No report for 8 d (limit 3 d), from #1 (day 1) to day 9.",
    );
  });

  it("lists all entries", () => {
    expect(say(FINDINGS["payload-erased"], { count: 2 })).to.equal("The authors erased the payloads of #1, #2.");
  });

  it("translates code words, and nothing else", () => {
    expect(say(FINDINGS["exception-reported"], { author: 4, types: ["seal_broken"] })).to.equal(
      "participant 4 reported an exception in #1: seal broken.",
    );
    expect(say(FINDINGS["seal-mismatch"], { expected: ["A_1"], found: [] })).to.equal(
      "The seals differ in #1, #2: expected A_1, found –.",
    );
  });

  it("has at most twenty words", () => {
    expect(Object.values(FINDINGS).filter((sentence) => sentence.split(" ").length > 20)).to.deep.equal([]);
  });
});
