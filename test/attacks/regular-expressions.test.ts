import { expect } from "chai";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { check } from "recheck";
import { regexesOfSource, type FoundRegex } from "./regexes-of-source.ts";

/** Milliseconds for one pattern. */
const LIMIT_MS = 60_000;

/**
 * The automaton of a long pattern with alternatives can take seconds to make; looking for an attack does not. But what
 * looks like an attack may be none, in part by chance: then the automaton, which proves, has the last word.
 */
const LONG = 60;

/** What the router makes of a path: fixed segments and whole ones that are parameters, with no choice between them. */
const PATH_PATTERN = /^\^\(\?:(?:\\\/(?:[\w.-]|\\\.)*|\\\/\(\[\^\\\/\]\+\))+\)\$$/;

/** What an attacker could do with a pattern: `safe`, or the text that makes it slow. */
async function judge({ source, flags }: Omit<FoundRegex, "where">): Promise<string> {
  // The checker as JavaScript: its faster forms are programs for single platforms.
  process.env["RECHECK_BACKEND"] = "pure";
  const checkers = source.length > LONG ? (["fuzz", "automaton"] as const) : (["auto"] as const);
  let verdict = "";
  for (const checker of checkers) {
    const judged = await check(source, flags, { timeout: LIMIT_MS, checker });
    if (judged.status === "safe") return judged.status;
    verdict =
      judged.status === "vulnerable"
        ? `${judged.complexity.summary} with ${judged.attack.pattern}`
        : `${judged.status} to the ${checker}`;
  }
  return verdict;
}

describe("regular expressions", () => {
  const { literals, built } = regexesOfSource();

  for (const [file, found] of Map.groupBy(literals, ({ where }) => where.split(":")[0] as string)) {
    it(`of ${file} take a time in proportion to what they read`, async () => {
      for (const regex of found) expect(await judge(regex), `${regex.where} /${regex.source}/`).to.equal("safe");
    });
  }

  it("that are put together while the API is built take a time in proportion to what they read", async () => {
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

  it("would be found if they did not", async () => {
    expect(await judge({ source: "^(a+)+$", flags: "" })).to.match(/^exponential/);
    expect(await judge({ source: "\\.?0*$", flags: "" })).to.match(/^2nd degree polynomial/);
  });
});
