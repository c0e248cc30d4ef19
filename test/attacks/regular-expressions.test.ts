import { expect } from "chai";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { check } from "recheck";
import { regexesOfSource, type FoundRegex } from "./regexes-of-source.ts";

/** Milliseconds for the check of one pattern. */
const LIMIT_MS = 60_000;

/**
 * An automaton of a long pattern with alternatives can take seconds to build; a search for an attack does not.
 * A found attack may be a false alarm, in part by chance. The automaton, which proves, then decides.
 */
const LONG = 60;

/** The router's pattern for a path: fixed segments and segments that are parameters, without alternatives. */
const PATH_PATTERN = /^\^\(\?:(?:\\\/(?:[\w.-]|\\\.)*|\\\/\(\[\^\\\/\]\+\))+\)\$$/;

const judged = new Map<string, Promise<string>>();

/** As {@link decide}; a pattern that occurs several times is checked once. */
function judge({ source, flags }: Omit<FoundRegex, "where">): Promise<string> {
  const pattern = `/${source}/${flags}`;
  const before = judged.get(pattern);
  if (before !== undefined) return before;
  const verdict = decide({ source, flags });
  judged.set(pattern, verdict);
  return verdict;
}

/** The verdict on a pattern: `safe`, or the complexity and the text that makes it slow. */
async function decide({ source, flags }: Omit<FoundRegex, "where">): Promise<string> {
  // The checker in JavaScript: its faster forms are programs for single platforms.
  process.env["RECHECK_BACKEND"] = "pure";
  const checkers = source.length > LONG ? (["fuzz", "automaton"] as const) : (["auto"] as const);
  let verdict = "";
  for (const checker of checkers) {
    const result = await check(source, flags, { timeout: LIMIT_MS, checker });
    if (result.status === "safe") return result.status;
    verdict =
      result.status === "vulnerable"
        ? `${result.complexity.summary} with ${result.attack.pattern}`
        : `${result.status} to the ${checker}`;
  }
  return verdict;
}

describe("Regular expressions", () => {
  const { literals, built } = regexesOfSource();

  for (const [file, found] of Map.groupBy(literals, ({ where }) => where.split(":")[0] as string)) {
    it(`every regular expression of ${file} runs in linear time`, async () => {
      for (const regex of found) expect(await judge(regex), `${regex.where} /${regex.source}/`).to.equal("safe");
    });
  }

  it("every regular expression that is built at run time runs in linear time", async () => {
    const program = join(import.meta.dirname, "print-built-regexes.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    const printed = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as FoundRegex);
    expect(printed.map(({ where }) => where)).to.include.members([...built]);
    const others = printed.filter(({ source }) => !PATH_PATTERN.test(source));
    for (const regex of new Map(others.map((one) => [one.source, one])).values()) {
      expect(await judge(regex), `${regex.where} /${regex.source}/`).to.equal("safe");
    }
  });

  it("a regular expression that does not run in linear time is found", async () => {
    expect(await judge({ source: "^(a+)+$", flags: "" })).to.match(/^exponential/);
    expect(await judge({ source: "\\.?0*$", flags: "" })).to.match(/^2nd degree polynomial/);
  });
});
